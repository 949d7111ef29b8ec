import { describe, expect, it } from 'vitest'
import { allOf, anyOf, definePlugin, env, pass } from '../../src/index.js'
import { createBuiltHandler, restRequest, stageScope } from '../../src/built/index.js'
import type { AuthchainConfig, PluginRequirements } from '../../src/index.js'
import { toFingerprint } from '../../src/manifest/index.js'
import { restRequestEvent } from '../../src/testing/index.js'
import { passing, plugin } from '../helpers/plugins.js'

const made = (requires: PluginRequirements, name = 'one'): AuthchainConfig => ({
  plugins: [plugin(name, () => pass({ principalId: 'u' }), requires)],
})
const base = made({ credentials: ['token'] })
const needing = definePlugin({
  name: 'one',
  requires: { credentials: ['token'] },
  validate: () => pass(),
})

describe('the fingerprint of a config', () => {
  it('is the same for a config that was evaluated twice', () => {
    expect(toFingerprint(made({ credentials: ['token'] }))).toBe(toFingerprint(base))
  })

  it.each<[string, AuthchainConfig]>([
    ['another input', made({ credentials: ['token'], inputs: ['path'] })],
    ['another credential', made({ credentials: ['header:x-key'] })],
    ['another host', made({ credentials: ['token'], hosts: ['auth.example.com'] })],
    ['another secret', made({ credentials: ['token'], secrets: [env('A')] })],
    ['volatility', made({ credentials: ['token'], volatile: true })],
    ['another name', made({ credentials: ['token'] }, 'two')],
    ['another standing', { plugins: [needing(undefined, { principal: 'ignore' })] }],
    ['another API', { ...base, authorizer: { api: 'http' } }],
    ['another TTL', { ...base, authorizer: { type: 'REQUEST', ttlSeconds: 60 } }],
    ['another answer', { ...base, onUnauthenticated: 'deny' }],
    ['a response context', { ...base, context: () => ({}) }],
    ['a further plugin', { plugins: [...base.plugins, passing('more')] }],
    ['a combinator', { plugins: [anyOf(passing('a'), passing('b'))] }],
  ])('changes with %s', (_case, config) => {
    expect(toFingerprint(config)).not.toBe(toFingerprint(base))
  })

  it('tells combinators of the same members apart', () => {
    const any: AuthchainConfig = { plugins: [anyOf(passing('a'), passing('b'))] }
    const all: AuthchainConfig = { plugins: [allOf(passing('a'), passing('b'))] }
    expect(toFingerprint(any)).not.toBe(toFingerprint(all))
  })
})

describe('a handler of a bundle', () => {
  it('starts with the config that was built, and answers', async () => {
    const built = {
      adapter: restRequest,
      toScope: stageScope,
      fingerprint: toFingerprint(base),
    } as const
    process.env['LOG_LEVEL'] = 'SILENT'
    expect(await createBuiltHandler(base, built)(restRequestEvent())).toMatchObject({
      principalId: 'u',
    })
  })

  it('does not start with any other', () => {
    const built = {
      adapter: restRequest,
      toScope: stageScope,
      fingerprint: toFingerprint(base),
    } as const
    const other = made({ credentials: ['token'], inputs: ['path'] })
    expect(() => createBuiltHandler(other, built)).toThrow(
      expect.objectContaining({ kind: 'config', code: 'AC1011' }),
    )
    const broken = { plugins: [{ name: 'x' }] } as unknown as AuthchainConfig
    expect(() => createBuiltHandler(broken, built)).toThrow(
      expect.objectContaining({ code: 'AC1011' }),
    )
  })

  it('opens secrets by their references alone', async () => {
    process.env['BUILT_SECRET'] = 'value'
    const reading = definePlugin({
      name: 'reading',
      options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
      requires: () => ({ secrets: [env('BUILT_SECRET')] }),
      setup: async (_options, runtime, signal) => {
        const secret = await runtime.secrets.open(env('BUILT_SECRET'))
        const { value } = await secret.read(signal)
        return () => pass({ principalId: value })
      },
    })
    const config: AuthchainConfig = { plugins: [reading(undefined)] }
    const built = {
      adapter: restRequest,
      toScope: stageScope,
      fingerprint: toFingerprint(config),
    } as const
    expect(await createBuiltHandler(config, built)(restRequestEvent())).toMatchObject({
      principalId: 'value',
    })
  })
})
