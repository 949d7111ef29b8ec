import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filling, trapped } from '../fixtures/cached-policy.js'
import { hostile } from '../fixtures/records.js'
import { findViolations } from '../helpers/axe.js'
import { hasBrowser, launchChromium, takeScreenshot } from '../helpers/browser.js'
import { startFixtureServer } from '../helpers/fixture-server.js'
import type { FixtureServer } from '../helpers/fixture-server.js'
import { findOverflow } from '../helpers/layout.js'
import { openPage } from '../helpers/open-page.js'

const views = [
  [filling, ['chain', 'decision', 'cache', 'event', 'what-if']],
  [trapped, ['chain', 'decision']],
  [hostile, ['event', 'what-if']],
] as const

describe.runIf(hasBrowser())('how the inspector looks', () => {
  let browser: Browser
  let server: FixtureServer

  beforeAll(async () => {
    browser = await launchChromium()
    server = await startFixtureServer()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  /** Takes a picture and says what is wrong with the page as it stands. */
  const look = async (
    page: Page,
    where: string,
    rules?: readonly string[],
  ): Promise<readonly string[]> => {
    await takeScreenshot(page, where)
    const overflow = (await findOverflow(page)).map((element) => `${where}: ${element} is too wide`)
    const violations = (await findViolations(page, rules)).map(
      (violation) => `${where}: ${violation}`,
    )
    return [...overflow, ...violations]
  }

  // In dark the same page has other colours and nothing else that axe judges.
  it.each([
    [1280, 'light', undefined],
    [1280, 'dark', ['color-contrast']],
    [360, 'light', undefined],
  ] as const)(
    'fits and is accessible at %d px in %s',
    async (width, colorScheme, rules) => {
      const { page } = await openPage(browser, server.url, {
        viewport: { width, height: 800 },
        colorScheme,
        bypassCSP: true,
        reducedMotion: 'reduce',
      })
      await page.waitForSelector('[role=option]')
      const name = `${width}-${colorScheme}`
      const faults: string[] = []
      const check = async (where: string): Promise<void> => {
        faults.push(...(await look(page, `${where}-${name}`, rules)))
      }
      await check('list')
      for (const [{ id }, shown] of views) {
        if (await page.locator('.back').isVisible()) await page.click('.back')
        await page.click(`#request-${id}`)
        for (const tab of shown) {
          await page.click(`#tab-${tab}`)
          await check(`${id}-${tab}`)
        }
      }
      await page.getByRole('button', { name: 'Replay and compare' }).click()
      await page.waitForSelector('.diff')
      await page.getByRole('button', { name: 'Show equal facts too' }).click()
      await check('diff')
      await page.getByRole('button', { name: 'Time travel' }).click()
      await check('clock')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await check('keys')
      await page.context().close()
      expect(faults).toEqual([])
    },
    120_000,
  )

  it.each([
    ['no-token', (url: string) => url.replace(/#.*$/, ''), 'This address has no token'],
    [
      'wrong-token',
      (url: string) => url.replace(/=.*$/, '=wrong'),
      'Open the page again by the link',
    ],
  ])('explains itself at an address with %s', async (name, change, text) => {
    const { page } = await openPage(browser, change(server.url), { bypassCSP: true })
    await page.getByText(text).waitFor()
    expect(await look(page, name)).toEqual([])
    await page.context().close()
  })

  it('says what to do while there are no requests', async () => {
    const empty = await startFixtureServer()
    empty.setRecords([])
    const { page } = await openPage(browser, empty.url, { bypassCSP: true })
    await page.getByText('No requests yet').waitFor()
    expect(await page.locator('pre').innerText()).toContain('curl')
    expect(await look(page, 'empty')).toEqual([])
    await page.context().close()
    await empty.close()
  })
})
