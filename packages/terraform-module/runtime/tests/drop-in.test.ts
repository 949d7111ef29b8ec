import { restRequestEvent } from '@authchain/core/testing'
import { createApiKey } from '@authchain/plugins-apikey'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { toAuthorizer, toEnvironment } from './helpers/environment.js'
import { findFileList } from './helpers/file-list.js'
import { findStartError, startLambda } from './helpers/lambda.js'
import { leftOut } from './helpers/terraform.js'
import { files, unpackRuntime } from './helpers/unpacked-runtime.js'

const { key, record } = createApiKey({ principalId: 'partner' })
const tenant = `
import { definePlugin, forbidden, pass } from '@authchain/core'
import { array, object, schema, string } from '@authchain/core/schema'

export const tenant = definePlugin({
  name: 'tenant',
  options: schema(object({ served: array(string(), 1) })),
  requires: () => ({ inputs: ['header:x-tenant'] }),
  setup: ({ served }) => (context) => {
    const name = context.header('x-tenant')
    if (!served.includes(name)) throw forbidden('tenant.not_served')
    return pass({ context: { tenant: name } })
  },
})
`
const config = `
import { anyOf, defineConfig } from '@authchain/core'
import { apiKey, inlineKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'
import { tenant } from './lib/tenant.mjs'
import records from './records.json' with { type: 'json' }

export default defineConfig({
  plugins: [
    anyOf(
      apiKey({ keys: inlineKeys(records), from: 'bearer' }),
      jwt({ issuer: 'http://127.0.0.1:9/', audience: 'orders' }),
    ),
    tenant({ served: ['acme'] }),
  ],
})
`
const folder = {
  'plugins.config.mjs': config,
  'lib/tenant.mjs': tenant,
  'records.json': JSON.stringify([record]),
}
const uncached = { AUTHCHAIN_AUTHORIZER: toAuthorizer({ ttlSeconds: 0 }) }
const toEvent = (name: string, credential = key): unknown =>
  restRequestEvent({ headers: { Authorization: `Bearer ${credential}`, 'x-tenant': name } })

describe.skipIf(leftOut !== undefined)('modules/package', () => {
  it('zips a folder of plugins with the runtime, and it runs', { timeout: 60_000 }, async () => {
    const noise = {
      'README.md': '# Not code',
      'lib/tenant.test.mjs': 'throw new Error("a test")',
      'node_modules/@authchain/core/index.mjs': 'throw new Error("a second copy")',
    }
    const list = findFileList({ ...folder, ...noise })
    expect(Object.keys(list).toSorted()).toEqual(
      [...files.keys(), ...Object.keys(folder).map((path) => `plugins/${path}`)].toSorted(),
    )

    const lambda = await startLambda(assemble(list), uncached)
    expect(await lambda.invoke(toEvent('acme'))).toMatchObject({
      principalId: 'partner',
      context: { tenant: 'acme' },
    })
    expect(await lambda.invoke(toEvent('other'))).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny' }] },
      context: { code: 'tenant.not_served' },
    })
    await expect(lambda.invoke(toEvent('acme', 'wrong'))).rejects.toThrow('Unauthorized')
  })
})

describe('a folder of plugins beside the runtime', () => {
  const unpack = (plugins: Readonly<Record<string, string>>): string =>
    unpackRuntime(
      Object.fromEntries(Object.entries(plugins).map(([path, text]) => [`plugins/${path}`, text])),
    )

  it('runs on the one copy of core that there is', async () => {
    const same = `
const own = import.meta.resolve('@authchain/core')
if (!own.endsWith('/node_modules/@authchain/core/index.mjs')) throw new Error('another core')
export { default } from './real.mjs'
`
    const lambda = await startLambda(
      unpack({ ...folder, 'real.mjs': config, 'plugins.config.mjs': same }),
      uncached,
    )
    expect(await lambda.invoke(toEvent('acme'))).toMatchObject({ principalId: 'partner' })
    const copies = [...files.values()].filter((code) => code.includes('authchain.outcome'))
    expect(copies).toHaveLength(1)
  })

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['no configuration', { 'tenant.mjs': tenant }, uncached, 'AC1001'],
    ['no default export', { 'plugins.config.mjs': 'export const config = {}' }, uncached, 'AC1001'],
    [
      'a configuration of nothing',
      { 'plugins.config.mjs': 'export default {}' },
      uncached,
      'AC1001',
    ],
    [
      'an unknown key',
      { 'plugins.config.mjs': 'export default { plugin: [] }' },
      uncached,
      'AC1004',
    ],
    [
      'a plugin that is none',
      { 'plugins.config.mjs': 'export default { plugins: [{}] }' },
      uncached,
      'AC1005',
    ],
    ['an unsound TTL', folder, { AUTHCHAIN_AUTHORIZER: toAuthorizer() }, 'AC1009'],
    ['no word of what is deployed', folder, {}, 'AC1001'],
    ['a second chain', folder, toEnvironment([], { ttlSeconds: 0 }), 'AC6001'],
    [
      'a configuration for another authorizer',
      {
        ...folder,
        'plugins.config.mjs': config.replace(
          'plugins: [',
          "authorizer: { api: 'http', ttlSeconds: 0 }, plugins: [",
        ),
      },
      uncached,
      'AC6001',
    ],
    [
      'a configuration for another TTL',
      {
        ...folder,
        'plugins.config.mjs': `
import { defineConfig } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
export default defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 60 },
  plugins: [jwt({ issuer: 'http://127.0.0.1:9/', audience: 'orders' })],
})`,
      },
      uncached,
      'AC6001',
    ],
  ])('does not start with %s', async (_case, plugins, environment, code) => {
    expect((await findStartError(unpack(plugins), environment))?.code).toBe(code)
  })

  it('starts with a configuration that says what is deployed', async () => {
    const said = config.replace(
      'plugins: [',
      "authorizer: { type: 'REQUEST', ttlSeconds: 0 }, plugins: [",
    )
    const lambda = await startLambda(unpack({ ...folder, 'plugins.config.mjs': said }), uncached)
    expect(await lambda.invoke(toEvent('acme'))).toMatchObject({ principalId: 'partner' })
  })

  it('does not start when a plugin throws while it is imported', async () => {
    const error = await findStartError(
      unpack({ 'plugins.config.mjs': 'throw new Error("broken")' }),
      uncached,
    )
    expect(error?.message).toBe('broken')
  })
})

/** Copies the files of a list to where the zip would have them. */
function assemble(list: Readonly<Record<string, string>>): string {
  const target = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-assembled-'))
  onTestFinished(() => {
    rmSync(target, { recursive: true, force: true })
  })
  for (const [path, source] of Object.entries(list)) {
    mkdirSync(dirname(join(target, path)), { recursive: true })
    // As `file()` reads it: text in UTF-8.
    writeFileSync(join(target, path), readFileSync(source, 'utf8'))
  }
  return target
}
