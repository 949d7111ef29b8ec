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
 *
 * @param rules - Names of the only rules to judge by; default: all.
 */
export async function findViolations(
  page: Page,
  rules: readonly string[] = [],
): Promise<readonly string[]> {
  // Once for each page: it is half a megabyte of script.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source)
  const options = rules.length === 0 ? {} : { runOnly: rules }
  const { violations } = await page.evaluate<Found>(`axe.run(document, ${JSON.stringify(options)})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}
