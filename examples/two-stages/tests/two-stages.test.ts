import { parseManifest } from '@authchain/core/manifest/schema'
import type { Manifest } from '@authchain/core/manifest'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
const cli = fileURLToPath(new URL('../node_modules/authchain/dist/main.js', import.meta.url))

interface Ended {
  readonly code: unknown
  readonly text: string
}

const node = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, text: stdout + stderr })
    })
  })

const variablesOf = ({ environment }: Manifest): Record<string, string> =>
  Object.fromEntries(
    environment.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])),
  )

describe('two stages of one chain', () => {
  const out = mkdtempSync(join(tmpdir(), 'two-stages-'))
  const manifests = new Map<string, Manifest>()

  beforeAll(async () => {
    for (const stage of ['test', 'prod']) {
      const args = ['build', '--env-file', `.env.${stage}`, '--out', join(out, stage)]
      const { code, text } = await node([cli, ...args], process.env)
      if (code !== 0) throw new Error(text)
      const manifest = parseManifest(readFileSync(join(out, stage, 'manifest.json'), 'utf8'))
      manifests.set(stage, manifest)
    }
  })
  afterAll(() => {
    rmSync(out, { recursive: true })
  })

  const manifestOf = (stage: string): Manifest => {
    const manifest = manifests.get(stage)
    if (manifest === undefined) throw new Error('not built')
    return manifest
  }
  const start = async (stage: string, env: Record<string, string>): Promise<Ended> => {
    const entry = pathToFileURL(join(out, stage, 'bundle/index.mjs')).href
    const code = `await import(${JSON.stringify(entry)}); process.exit(0)`
    return node(['--input-type=module', '--eval', code], { LOG_LEVEL: 'SILENT', ...env })
  }

  it('have variables, cache, hosts and CORS of their own', () => {
    const [test, prod] = [manifestOf('test'), manifestOf('prod')]
    expect(variablesOf(test)).toMatchObject({ AUDIENCE: 'orders-test', CACHE_SECONDS: '0' })
    expect(variablesOf(prod)).toMatchObject({ AUDIENCE: 'orders', CACHE_SECONDS: '300' })
    expect([test.authorizer.ttlSeconds, prod.authorizer.ttlSeconds]).toEqual([0, 300])
    expect(prod.hosts).toEqual(['auth.example.com'])
    expect(prod.responses?.failure?.headers).toMatchObject({
      'Access-Control-Allow-Origin': "'https://app.example.com'",
    })
  })

  it.each(['test', 'prod'])(
    'start with the variables that the manifest lists: %s',
    async (stage) => {
      const { code, text } = await start(stage, variablesOf(manifestOf(stage)))
      expect([code, text]).toEqual([0, ''])
    },
  )

  it('do not start with those of the other stage', async () => {
    const { code, text } = await start('prod', variablesOf(manifestOf('test')))
    expect(code).not.toBe(0)
    expect(text).toContain('config.drift')
  })

  it('are not built while a variable is missing', async () => {
    const { code, text } = await node([cli, 'build', '--out', join(out, 'none')], {
      PATH: process.env['PATH'],
    })
    expect(code).toBe(2)
    expect(text).toContain('ISSUER is not set')
  })
})
