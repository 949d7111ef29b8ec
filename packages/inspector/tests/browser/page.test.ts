import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRecord } from '../fixtures/create-record.js'
import { filling, trapped } from '../fixtures/cached-policy.js'
import { hostile } from '../fixtures/records.js'
import { hasBrowser, launchChromium, takeScreenshot } from '../helpers/browser.js'
import { startFixtureServer } from '../helpers/fixture-server.js'
import type { FixtureServer } from '../helpers/fixture-server.js'
import { openPage } from '../helpers/open-page.js'

const rows = '[role=option]'
const chosen = '[role=option][aria-selected=true]'
const row = (id: string): string => `#request-${id}`

describe.runIf(hasBrowser())('the inspector', () => {
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

  const textOf = async (selector: string): Promise<string> =>
    page.locator(selector).first().innerText()
  const focused = async (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '')

  it('shows new requests on top as they come', async () => {
    await page.waitForSelector('.connection.is-live')
    server.emit(createRecord({ sequence: 50, request: { ...filling.request, path: '/just/now' } }))
    await page.waitForSelector(row('request-50'))
    expect(await textOf(rows)).toContain('/just/now')
  })

  it('holds requests back while paused and counts them', async () => {
    await page.waitForSelector('.connection.is-live')
    await page.keyboard.press('p')
    server.emit(createRecord({ sequence: 50 }))
    await page.getByRole('button', { name: 'Resume · 1 new' }).click()
    await page.waitForSelector(row('request-50'))
    expect(await textOf(rows)).not.toContain('onerror')
  })

  it('is worked by keys alone: list, details, tabs, filter and back', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await textOf(chosen)).toContain('onerror')
    await page.keyboard.press('/')
    expect(await focused()).toBe('filter')
    await page.keyboard.type('cache:hit delete')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('requests')
    await page.keyboard.press('ArrowDown')
    expect(await textOf(chosen)).toContain('/orders/7')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('detail')
    await page.keyboard.press('3')
    expect(await textOf('[role=tab][aria-selected=true]')).toBe('Cache')
    await page.focus('#tab-cache')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('tab-event')
    await page.keyboard.press('Escape')
    expect(await focused()).toBe('requests')
  })

  it('reaches every control with Tab and shows where the focus is', async () => {
    await page.click(row(filling.id))
    await page.keyboard.press('5')
    await page.focus('#filter')
    const seen = new Set<string>()
    for (let count = 0; count < 60; count += 1) {
      await page.keyboard.press('Tab')
      const state = await page.evaluate(() => {
        const element = document.activeElement
        if (element === null || element === document.body) return null
        const { outlineStyle } = getComputedStyle(element)
        return { name: element.textContent || element.id, isShown: outlineStyle !== 'none' }
      })
      if (state === null) break
      expect(state).toMatchObject({ isShown: true })
      seen.add(state.name)
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['Replay and compare', 'Undo changes', '+301 s']),
    )
  })

  it('keeps its keys out of what is typed', async () => {
    await page.focus('#filter')
    await page.keyboard.type('jk?/p')
    expect(await page.inputValue('#filter')).toBe('jk?/p')
    expect(await page.locator('dialog').count()).toBe(0)
  })

  it('draws the chain: nested members, outcomes, bars that follow one another', async () => {
    await page.click(row(filling.id))
    expect(await page.locator('.waterfall .step').count()).toBe(4)
    expect(await textOf('.waterfall.is-nested')).toContain('no key with this prefix')
    const boxes = await Promise.all(
      (await page.locator('.bar').all()).map(async (bar) => bar.boundingBox()),
    )
    const [whole, first, second, last] = boxes.map((box) => ({
      x: box?.x ?? 0,
      end: (box?.x ?? 0) + (box?.width ?? 0),
    }))
    expect(second?.x).toBeCloseTo(first?.end ?? 0, 0)
    expect(second?.end).toBeCloseTo(whole?.end ?? 0, 0)
    expect(last?.x).toBeCloseTo(whole?.end ?? 0, 0)
    await takeScreenshot(page, 'chain')
  })

  it('highlights the statement that decided', async () => {
    await page.click(row('request-6'))
    await page.keyboard.press('2')
    const deciding = page.locator('.statement.is-deciding')
    expect(await deciding.count()).toBe(1)
    expect(await deciding.innerText()).toContain('/*/*')
    await page.keyboard.press('3')
    expect(await textOf('.opens')).toContain('DELETE /orders/*')
    await takeScreenshot(page, 'cache')
  })

  it('explains the classic bug and proves it', async () => {
    await page.click(row(trapped.id))
    expect(await page.locator('.steps li').count()).toBe(3)
    expect(await textOf('.banner')).toContain('GET /orders/42')
    await takeScreenshot(page, 'cached-policy')
    await page.getByRole('button', { name: 'Prove it' }).click()
    await page.waitForSelector('.diff')
    expect(server.calls).toEqual([{ path: 'replay', body: { id: trapped.id, on: 'copy' } }])
    expect(await textOf('.diff-head')).toContain('403 Deny')
    expect(await textOf('.diff-head')).toContain('asked afresh, the authorizer allows it')
    await takeScreenshot(page, 'proof')
    await page.getByRole('button', { name: 'Show the request that filled' }).click()
    expect(await textOf(chosen)).toContain('/orders/42')
  })

  it('replays with changes and sends only what changed', async () => {
    await page.click(row(filling.id))
    await page.keyboard.press('r')
    await page.getByLabel('Method').selectOption('DELETE')
    await page.getByLabel('Value of User-Agent').fill('other/1')
    await page.getByLabel('Claims to set').fill('{"scope": "orders:write"}')
    await page.getByRole('button', { name: '+301 s' }).click()
    await page.getByLabel('jwt throws').check()
    await page.getByRole('button', { name: 'Replay and compare' }).click()
    await page.waitForSelector('.diff')
    expect(server.calls.at(-1)?.body).toEqual({
      id: filling.id,
      on: 'copy',
      changes: {
        method: 'DELETE',
        headers: { 'user-agent': 'other/1' },
        claims: { scope: 'orders:write' },
        clockOffsetSeconds: 301,
        faults: [{ kind: 'throws', plugin: 'jwt' }],
      },
    })
    expect(await textOf('.diff table')).toContain('DELETE /orders/42')
  })

  it('travels in time and empties the cache', async () => {
    await page.getByRole('button', { name: 'Time travel' }).click()
    await page.getByRole('button', { name: '+301 s' }).click()
    await page.getByRole('button', { name: 'Time travel, 5 min 1 s ahead' }).waitFor()
    await page.getByRole('button', { name: 'Flush cache' }).click()
    await page.getByText('Authorizer cache emptied').waitFor()
    expect(server.calls).toEqual([
      { path: 'clock', body: { advanceSeconds: 301 } },
      { path: 'flush', body: {} },
    ])
  })

  it('copies what the server exports', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.click(row(filling.id))
    await page.keyboard.press('4')
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toContain(
      `exported requests/${filling.id}/export/curl`,
    )
  })

  it('shows hostile text as text', async () => {
    await page.click(row(hostile.id))
    for (const key of ['1', '2', '3', '4', '5']) await page.keyboard.press(key)
    expect(await page.title()).toBe('authchain inspector')
    expect(await page.locator('#app img, #app b, #app script, #app style').count()).toBe(0)
  })
})
