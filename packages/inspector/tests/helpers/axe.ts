/** Accessibility as axe-core judges it. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Found {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly target: readonly string[] }[]
  }[]
}

/**
 * What axe finds on the page as it stands, `rule: selector`; empty when it is clean. The page's own policy must be
 * bypassed, as it refuses a foreign script.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<Found>('axe.run(document)')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}
