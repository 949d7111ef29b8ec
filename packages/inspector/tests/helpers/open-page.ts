/** A page of the inspector, watched for what it must never do. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page and what went wrong on it. */
export interface WatchedPage {
  readonly page: Page
  /** Errors, refusals by the policy, and requests to anywhere but the server. */
  readonly faults: readonly string[]
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(5000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // A server that is gone is what some tests are about.
    const text = message.text()
    if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(text)) {
      faults.push(`console: ${text}`)
    }
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && origin !== new URL(url).origin) faults.push(`request: ${origin}`)
  })
  await page.goto(url)
  return { page, faults }
}
