import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startInspected } from '../helpers/inspected.js'

const hash = `sha256-${'a'.repeat(43)}=`

function createPage(csp: unknown): URL {
  const folder = mkdtempSync(join(tmpdir(), 'authchain-page-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  writeFileSync(join(folder, 'index.html'), '<title>inspector</title>')
  writeFileSync(join(folder, 'csp.json'), JSON.stringify(csp))
  return pathToFileURL(`${folder}/`)
}

describe("the inspector's page", () => {
  it('runs only the script and the style that were built', async () => {
    const pageFolder = createPage({ script: [hash], style: [hash, "x' 'unsafe-inline"] })
    const { url } = await startInspected(undefined, { pageFolder })
    const response = await fetch(`${url}/__authchain/`)
    expect(await response.text()).toBe('<title>inspector</title>')
    const policy = response.headers.get('content-security-policy')
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      `script-src '${hash}'`,
      `style-src '${hash}'`,
      "connect-src 'self'",
      'img-src data:',
    ])
  })

  it('is reached without the slash as well', async () => {
    const { url } = await startInspected(undefined, { pageFolder: createPage({}) })
    const response = await fetch(`${url}/__authchain`)
    expect([response.url, response.status]).toEqual([`${url}/__authchain/`, 200])
  })

  it('says plainly that it was not built, and the calls go on', async () => {
    const pageFolder = pathToFileURL('/nowhere/')
    const { url, list } = await startInspected(undefined, { pageFolder })
    const response = await fetch(`${url}/__authchain/`)
    expect([response.status, await response.text()]).toEqual([
      503,
      expect.stringContaining('not built'),
    ])
    expect((await list()).gateway.version).toBe('1.2.3')
  })
})
