import { describe, expect, it } from 'vitest'
import {
  allOf,
  allow,
  anyOf,
  createHandler,
  defineConfig,
  definePlugin,
  optional,
  pass,
  provided,
  requireScope,
} from '../../src/index.js'
import type { AnyPlugin, AuthchainConfig } from '../../src/index.js'
import { passing } from '../helpers/plugins.js'

const first: AnyPlugin = passing('first', 'u')
const provider = definePlugin({ name: 'jwt', validate: () => pass({ provides: { id: 'x' } }) })
const needing = definePlugin({
  name: 'tenant',
  needs: { jwt: provided<{ readonly id: string }>() },
  validate: (_context, { jwt }) => pass({ context: { id: jwt.id } }),
})

/** As a JavaScript user would write it. */
const define = (config: unknown): unknown => createHandler(config as AuthchainConfig)

describe('defineConfig', () => {
  it('returns the config, frozen', () => {
    const config: { readonly plugins: [AnyPlugin] } = { plugins: [first] }
    expect(defineConfig(config)).toBe(config)
    expect(config).toSatisfy(Object.isFrozen)
  })
})

describe('a handler of a config', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['no object', undefined, 'AC1001', /exports no configuration/],
    ['an unknown key', { plugins: [first], plugin: [] }, 'AC1004', /Unrecognized key: "plugin"/],
    ['no plugins', { plugins: [] }, 'AC1001', /at least one plugin/],
    ['a factory that was not called', { plugins: [provider] }, 'AC1005', /plugins\[0\].*call it/],
    ['a bare object', { plugins: [{ kind: 'plugin', name: 'x' }] }, 'AC1005', /not a plugin/],
    ['no routes', { plugins: [first], routes: {} }, 'AC1001', /routes: expected/],
    ['a list of routes', { plugins: [first], routes: ['GET /a'] }, 'AC1001', /routes: expected/],
    ['a plugin as a rule', { plugins: [first], routes: { 'GET /a': first } }, 'AC1001', /GET \/a/],
    ['a boolean as a rule', { plugins: [first], routes: { 'GET /a': true } }, 'AC1001', /GET \/a/],
    ['a rule without routes', { plugins: [first], defaultRule: allow }, 'AC1001', /defaultRule/],
    [
      'routesFrom without routes',
      { plugins: [first], routesFrom: 'table' },
      'AC1001',
      /routesFrom/,
    ],
    [
      'routes on a WebSocket API',
      { plugins: [first], authorizer: { api: 'websocket' }, routes: { 'GET /a': allow } },
      'AC1001',
      /WebSocket/,
    ],
    [
      'a number as routesFrom',
      { plugins: [first], routes: { 'GET /a': allow }, routesFrom: 1 },
      'AC1001',
      /routesFrom/,
    ],
    [
      'an unknown API',
      { plugins: [first], authorizer: { api: 'graphql' } },
      'AC1001',
      /authorizer\.api/,
    ],
    [
      'an unknown payload',
      { plugins: [first], authorizer: { api: 'http', payload: '3.0' } },
      'AC1001',
      /payload/,
    ],
    [
      'a simple response of payload 1.0',
      { plugins: [first], authorizer: { api: 'http', payload: '1.0', response: 'simple' } },
      'AC1004',
      /response/,
    ],
    [
      'a TTL for WebSocket',
      { plugins: [first], authorizer: { api: 'websocket', ttlSeconds: 0 } },
      'AC1004',
      /ttlSeconds/,
    ],
    [
      'more time than an HTTP API gives',
      { plugins: [first], authorizer: { api: 'http' }, deadlineMilliseconds: 9501 },
      'AC1001',
      /to 9500/,
    ],
    ['no type', { plugins: [first], authorizer: {} }, 'AC1001', /authorizer\.type/],
    [
      'a TTL over an hour',
      { plugins: [first], authorizer: { type: 'REQUEST', ttlSeconds: 3601 } },
      'AC1001',
      /ttlSeconds/,
    ],
    [
      'a fraction of a second',
      { plugins: [first], authorizer: { type: 'REQUEST', ttlSeconds: 1.5 } },
      'AC1001',
      /ttlSeconds/,
    ],
    [
      'a header for REQUEST',
      { plugins: [first], authorizer: { type: 'REQUEST', header: 'X' } },
      'AC1004',
      /authorizer\.header/,
    ],
    [
      'a broken expression',
      { plugins: [first], authorizer: { type: 'TOKEN', validationExpression: '(' } },
      'AC1001',
      /validationExpression/,
    ],
    ['a context that is no function', { plugins: [first], context: {} }, 'AC1001', /context/],
    ['another answer', { plugins: [first], onUnauthenticated: 'allow' }, 'AC1001', /onUnauth/],
    ['no time', { plugins: [first], deadlineMilliseconds: 0 }, 'AC1001', /deadline/],
    ['an odd logging', { plugins: [first], logging: { principal: 'all' } }, 'AC1001', /logging/],
    ['an odd expiry', { plugins: [first], expiryCondition: 'no' }, 'AC1001', /expiryCondition/],
    ['two plugins of one name', { plugins: [first, passing('first')] }, 'AC1006', /as: 'other'/],
    [
      'two plugins of one name, one of them inside a combinator',
      { plugins: [first, optional(passing('first'))] },
      'AC1006',
      /"first"/,
    ],
    ['a need that nobody meets', { plugins: [needing()] }, 'AC1007', /tenant needs "jwt"/],
    ['the wrong order', { plugins: [needing(), provider()] }, 'AC1007', /earlier plugin/],
    [
      'a need of what may not have run',
      { plugins: [optional(provider()), needing()] },
      'AC1007',
      /always runs/,
    ],
    [
      'a need of one of several',
      { plugins: [anyOf(provider(), first), needing()] },
      'AC1007',
      /always runs/,
    ],
    [
      'a wrong order inside allOf',
      { plugins: [allOf(needing() as AnyPlugin, provider() as AnyPlugin)] },
      'AC1007',
      /tenant needs "jwt"/,
    ],
  ])('refuses %s', (_case, config, code, message) => {
    expect(() => define(config)).toThrow(
      expect.objectContaining({ kind: 'config', code, message: expect.stringMatching(message) }),
    )
  })

  it.each<[string, readonly AnyPlugin[]]>([
    ['after its provider', [provider(), needing()]],
    ['after allOf with its provider', [allOf(provider(), first), needing()]],
    ['inside allOf after its provider', [allOf(provider(), needing())]],
    ['inside anyOf after its provider', [provider(), anyOf(needing(), first)]],
    ['the same rule twice', [first, requireScope('a'), requireScope('b')]],
  ])('accepts a need %s', (_case, plugins) => {
    expect(() => define({ plugins })).not.toThrow()
  })
})

describe('definePlugin', () => {
  it.each(['', 'a b', '1st', '__proto__', 'principalId', 'context', 'a_b', 'x'.repeat(64)])(
    'refuses the name %j',
    (name) => {
      expect(() => definePlugin({ name, validate: () => pass() })).toThrow(
        expect.objectContaining({ code: 'AC1013' }),
      )
      expect(() => provider(undefined, { as: name })).toThrow(
        expect.objectContaining({ code: 'AC1013' }),
      )
    },
  )

  it('refuses options where there are none', () => {
    expect(() => provider({} as never)).toThrow(expect.objectContaining({ code: 'AC1003' }))
  })

  it('refuses an unknown standing', () => {
    expect(() => provider(undefined, { principal: 'overwrite' as never })).toThrow(
      expect.objectContaining({ code: 'AC1013' }),
    )
  })

  it('reads the token and nothing else when it declares nothing', () => {
    expect(provider().requires).toEqual({ credentials: ['token'] })
  })

  it('refuses a schema that would check later', () => {
    const later = definePlugin({
      name: 'later',
      options: {
        '~standard': { version: 1, vendor: 'test', validate: async (value) => ({ value }) },
      },
      setup: () => () => pass(),
    })
    expect(() => later({})).toThrow(TypeError)
  })
})
