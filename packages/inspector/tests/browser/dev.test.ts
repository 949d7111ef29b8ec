import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiKeyConfig, key } from '../../../cli/tests/helpers/configs.js'
import { createLastingProject } from '../../../cli/tests/helpers/project.js'
import type { Project } from '../../../cli/tests/helpers/project.js'
import { collect, runCli, spawnCli } from '../../../cli/tests/helpers/run-cli.js'
import type { RequestRecord } from '../../src/record.js'
import { hasBrowser, launchChromium, takeScreenshot } from '../helpers/browser.js'
import { startFixtureServer } from '../helpers/fixture-server.js'
import { findOverflow } from '../helpers/layout.js'
import { openPage } from '../helpers/open-page.js'

const rows = '[role=option]'

describe.runIf(hasBrowser())('the inspector of the real authchain dev', () => {
  let browser: Browser
  let project: Project
  let page: Page
  let faults: readonly string[]
  let gatewayUrl = ''
  let stop = (): void => {}

  beforeAll(async () => {
    project = createLastingProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = spawnCli(['dev', '--port', '0', '--json'], { cwd: project.folder })
    stop = () => dev.kill('SIGKILL')
    const ready = await untilReady(collect(dev.stdout))
    gatewayUrl = ready.url
    browser = await launchChromium()
    ;({ page, faults } = await openPage(browser, ready.inspectorUrl))
  })
  afterAll(async () => {
    await browser?.close()
    stop()
    project?.remove()
  })

  const call = async (path: string, method = 'GET', credential = key): Promise<number> => {
    const headers = credential === '' ? {} : { authorization: `Bearer ${credential}` }
    return (await fetch(new URL(path, gatewayUrl), { method, headers })).status
  }
  const cacheUse = async (): Promise<string> => page.locator('.detail-facts').innerText()

  it('shows requests live, and what every plugin said', async () => {
    await page.getByText('No requests yet').waitFor()
    await page.waitForSelector('.connection.is-live')
    expect(await call('/orders/1')).toBe(200)
    expect(await call('/orders/1', 'GET', '')).toBe(401)
    await page.waitForFunction((selector) => document.querySelectorAll(selector).length === 2, rows)
    await page.locator(rows, { hasText: '200' }).click()
    expect(await page.locator('.step').allInnerTexts()).toEqual([
      expect.stringContaining('apiKey'),
      expect.stringContaining('requireScope'),
    ])
    expect(await page.locator('.stages').innerText()).toContain('principal')
    await takeScreenshot(page, 'dev-chain')
  })

  it('never has the credential', async () => {
    for (const tab of ['decision', 'cache', 'event', 'what-if']) {
      await page.click(`#tab-${tab}`)
      await takeScreenshot(page, `dev-${tab}`)
      expect(await page.content()).not.toContain(key)
    }
  })

  it('replays with a fault and shows what it changes', async () => {
    await page.locator(rows, { hasText: '200' }).first().click()
    await page.click('#tab-what-if')
    await page.getByLabel('apiKey throws').check()
    await page.getByRole('button', { name: 'Replay and compare' }).click()
    await page.waitForSelector('.diff')
    expect(await page.locator('.diff-head').innerText()).toContain('500')
    await takeScreenshot(page, 'dev-replay')
  })

  it('replays with another credential of the reader’s', async () => {
    await page.getByLabel('Value of authorization').fill('Bearer nonsense')
    await page.getByLabel('apiKey throws').uncheck()
    await page.getByRole('button', { name: 'Replay and compare' }).click()
    await page.locator('.diff-head', { hasText: '401' }).waitFor()
    expect(await page.locator('.diff table').innerText()).toContain('unauthenticated')
  })

  it('travels past the cache, and a kept answer ends', async () => {
    await call('/orders/2')
    await page.locator(rows, { hasText: '/orders/2' }).first().click()
    expect(await cacheUse()).toContain('cache HIT')
    await page.getByRole('button', { name: 'Time travel' }).click()
    await page.getByRole('button', { name: '+301 s (past the cache)' }).click()
    await page.getByRole('button', { name: /5 min 1 s ahead/ }).waitFor()
    await call('/orders/3')
    await page.locator(rows, { hasText: '/orders/3' }).first().click()
    expect(await cacheUse()).toContain('cache MISS')
    await page.getByRole('button', { name: 'Flush cache' }).click()
    await page.getByText('Authorizer cache emptied').waitFor()
    await call('/orders/4')
    await page.locator(rows, { hasText: '/orders/4' }).first().click()
    expect(await cacheUse()).toContain('cache MISS')
  })

  it('exports a request with a placeholder where the credential was', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.click('#tab-event')
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByText('Copied').waitFor()
    const copied = await page.evaluate(async () => navigator.clipboard.readText())
    expect(copied).toContain('curl ')
    expect(copied).not.toContain(key)
  })

  it('stays inside its policy and its window', async () => {
    expect(faults).toEqual([])
    expect(await findOverflow(page)).toEqual([])
  })

  it('tells the classic bug of a hand-written authorizer from what explain recorded', async () => {
    project.write('authorizer.mjs', singleMethodAuthorizer)
    const { stdout } = await runCli(
      [
        'explain',
        'GET',
        '/orders/42',
        '--handler',
        'authorizer.mjs',
        '--token',
        'x',
        '--then',
        'DELETE /orders/7',
        '--json',
      ],
      { cwd: project.folder },
    )
    const { data } = JSON.parse(stdout) as { readonly data: readonly RequestRecord[] }
    const server = await startFixtureServer()
    server.setRecords(data)
    const { page: own } = await openPage(browser, server.url)
    await own.locator(rows, { hasText: 'DELETE' }).click()
    expect(await own.locator('.steps li').allInnerTexts()).toEqual([
      expect.stringContaining('GET /orders/42'),
      expect.stringContaining('Kept for 5 min'),
      expect.stringContaining('DELETE /orders/7'),
    ])
    await takeScreenshot(own, 'explained-trap')
    await own.getByRole('button', { name: 'Show the request that filled' }).click()
    expect(await own.locator('.banner .fix').innerText()).toContain('GET /orders/42 alone')
    await takeScreenshot(own, 'explained-cause')
    await own.context().close()
    await server.close()
  })

  it('shows the classic bug live, under dev --handler', async () => {
    project.write('live.mjs', singleMethodAuthorizer)
    const args = ['dev', '--port', '0', '--json', '--handler', 'live.mjs']
    const dev = spawnCli(args, { cwd: project.folder })
    try {
      const ready = await untilReady(collect(dev.stdout))
      const { page: own } = await openPage(browser, ready.inspectorUrl)
      await own.waitForSelector('.connection.is-live')
      const headers = { authorization: 'Bearer x' }
      const first = await fetch(new URL('/orders/42', ready.url), { headers })
      const second = await fetch(new URL('/orders/7', ready.url), { method: 'DELETE', headers })
      expect([first.status, second.status]).toEqual([200, 403])
      await own.locator(rows, { hasText: 'DELETE' }).click()
      expect(await own.locator('.steps li').allInnerTexts()).toEqual([
        expect.stringContaining('GET /orders/42'),
        expect.stringContaining('Kept for 5 min'),
        expect.stringContaining('DELETE /orders/7'),
      ])
      await takeScreenshot(own, 'dev-handler-trap')
      await own.context().close()
    } finally {
      dev.kill('SIGKILL')
    }
  })
})

const singleMethodAuthorizer = `
export const handler = async (event) => ({
  principalId: 'ada',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }],
  },
})
`

interface Ready {
  readonly url: string
  readonly inspectorUrl: string
}

async function untilReady(stdout: () => string): Promise<Ready> {
  const endsAt = Date.now() + 15_000
  while (Date.now() < endsAt) {
    const line = stdout()
      .split('\n')
      .find((text) => text.includes('"ready"'))
    if (line !== undefined) return JSON.parse(line) as Ready
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
  }
  throw new Error(`dev was not ready: ${stdout()}`)
}
