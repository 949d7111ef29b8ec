import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRecord } from '../fixtures/create-record.js'
import { hasBrowser, launchChromium } from '../helpers/browser.js'
import { startFixtureServer } from '../helpers/fixture-server.js'
import type { FixtureServer } from '../helpers/fixture-server.js'
import { openPage } from '../helpers/open-page.js'

const rows = '[role=option]'
const chosen = '[role=option][aria-selected=true]'
const row = (id: string): string => `#request-${id}`

describe.runIf(hasBrowser())('the inspector in its surroundings', () => {
  let browser: Browser
  let server: FixtureServer
  let page: Page
  let faults: readonly string[]

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
  })
  beforeEach(async () => {
    server = await startFixtureServer()
    ;({ page, faults } = await openPage(browser, server.url))
    await page.waitForSelector(rows)
  })
  afterEach(async () => {
    await page.context().close()
    await server.close()
    if (faults.length > 0) throw new Error(faults.join('\n'))
  })

  it('says that dev is gone, keeps what it has, and comes back by itself', async () => {
    await page.waitForSelector('.connection.is-live')
    server.cut()
    await page.getByText('does not answer').waitFor()
    expect(await page.locator(rows).count()).toBeGreaterThan(0)
    server.setRecords([createRecord({ sequence: 60 })])
    server.restore()
    await page.waitForSelector('.connection.is-live')
    await page.waitForSelector(row('request-60'))
  })

  it('says that dev was started again with another token', async () => {
    await page.waitForSelector('.connection.is-live')
    server.renew()
    await page.getByText('Refused').waitFor()
    await page.getByText('its token changes with every start').waitFor()
    expect(await page.locator(rows).count()).toBeGreaterThan(0)
  })

  it('closes the list of keys by its button and by Escape', async () => {
    await page.keyboard.press('?')
    await page.getByRole('button', { name: 'Close' }).click()
    await page.waitForSelector('dialog', { state: 'detached' })
    await page.keyboard.press('?')
    await page.keyboard.press('Escape')
    await page.waitForSelector('dialog', { state: 'detached' })
    expect(await page.locator('dialog').count()).toBe(0)
  })

  it('follows the system’s colours until told otherwise, and remembers', async () => {
    const colour = async (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await colour()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await colour()
    expect(dark).not.toBe(light)
    await page.keyboard.press('t')
    expect(await colour()).toBe(light)
    await page.reload()
    await page.waitForSelector(rows)
    expect(await colour()).toBe(light)
  })

  it('moves nothing for who asked for less motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.waitForSelector('.connection.is-live')
    server.emit(createRecord({ sequence: 50 }))
    await page.waitForSelector(row('request-50'))
    const animations = async (): Promise<number> =>
      page.evaluate(() => document.getAnimations().length)
    expect(await animations()).toBe(0)
  })

  it('takes five hundred requests without losing the keys', async () => {
    server.setRecords(
      Array.from({ length: 500 }, (_, index) => createRecord({ sequence: index + 1 })),
    )
    await page.reload()
    await page.waitForSelector(row('request-500'))
    await page.focus('#requests')
    await page.keyboard.press('End')
    expect(await page.locator(chosen).getAttribute('id')).toBe('request-request-1')
    expect(await page.locator(chosen).isVisible()).toBe(true)
  })
})
