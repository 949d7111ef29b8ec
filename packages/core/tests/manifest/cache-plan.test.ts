import { describe, expect, it } from 'vitest'
import { allOf, anonymous, anyOf, method, optional, pass, when } from '../../src/index.js'
import type { AnyPlugin, AuthorizerSettings, PluginRequirements } from '../../src/index.js'
import { toCachePlan } from '../../src/manifest/index.js'
import { plugin } from '../helpers/plugins.js'

const reading = (name: string, requires: PluginRequirements): AnyPlugin =>
  plugin(name, () => pass(), requires)
const bearer = reading('bearer', { credentials: ['token'] })
const keyed = reading('keyed', { credentials: ['header:x-api-key'] })
const tenant = reading('tenant', { inputs: ['header:X-Tenant'] })
const byPath = reading('by-path', { inputs: ['path'] })
const authorization = 'method.request.header.Authorization'

describe('the cache plan', () => {
  it.each<[string, AuthorizerSettings | undefined, readonly AnyPlugin[], object]>([
    [
      'one credential: its source, cached as long as API Gateway does by itself',
      undefined,
      [bearer],
      { type: 'REQUEST', identitySources: [authorization], ttlSeconds: 300, scope: 'stage' },
    ],
    [
      'two credentials that are both demanded: both sources',
      undefined,
      [bearer, keyed],
      { identitySources: [authorization, 'method.request.header.x-api-key'], ttlSeconds: 300 },
    ],
    [
      'two kinds of one credential: its source',
      undefined,
      [anyOf(bearer, reading('other', { credentials: ['header:Authorization'] }))],
      { identitySources: [authorization], ttlSeconds: 300 },
    ],
    [
      'one of two credentials: none is sure to be there',
      undefined,
      [anyOf(bearer, keyed)],
      { identitySources: [], ttlSeconds: 0 },
    ],
    [
      'another input beside the credential: not cached',
      undefined,
      [bearer, tenant],
      { identitySources: [authorization], ttlSeconds: 0 },
    ],
    [
      'the path: not cached, and only the request is opened',
      undefined,
      [bearer, byPath],
      { ttlSeconds: 0, scope: 'request' },
    ],
    [
      'a condition over the method: the same',
      undefined,
      [bearer, when(method('POST'), keyed)],
      { identitySources: [authorization], ttlSeconds: 0, scope: 'request' },
    ],
    [
      'an optional credential: not demanded',
      undefined,
      [optional(bearer)],
      { identitySources: [] },
    ],
    [
      'anonymous callers: nothing demanded',
      undefined,
      [anyOf(bearer, anonymous())],
      { ttlSeconds: 0 },
    ],
    [
      'a volatile plugin: not cached',
      undefined,
      [reading('limit', { credentials: ['token'], volatile: true })],
      { identitySources: [authorization], ttlSeconds: 0 },
    ],
    [
      'a cookie: the whole Cookie header',
      undefined,
      [reading('session', { credentials: ['cookie:session'] })],
      { identitySources: ['method.request.header.Cookie'], ttlSeconds: 300 },
    ],
    [
      'query and stage variable',
      undefined,
      [reading('q', { credentials: ['query:token', 'stage-variable:table'] })],
      { identitySources: ['method.request.querystring.token', 'stageVariables.table'] },
    ],
    [
      'an input that cannot be a source: not cached',
      undefined,
      [reading('ip', { credentials: ['token', 'source-ip'] })],
      { identitySources: [authorization], ttlSeconds: 0 },
    ],
    [
      'TOKEN with a header of its own',
      { type: 'TOKEN', header: 'X-Api-Token', ttlSeconds: 60, validationExpression: '^ac_' },
      [reading('own', { credentials: ['header:x-api-token'] })],
      {
        type: 'TOKEN',
        header: 'X-Api-Token',
        identitySources: ['method.request.header.X-Api-Token'],
        ttlSeconds: 60,
        validationExpression: '^ac_',
      },
    ],
    [
      'HTTP API with a policy: its own grammar',
      { api: 'http' },
      [bearer, keyed],
      {
        api: 'http',
        payload: '2.0',
        simpleResponses: false,
        identitySources: ['$request.header.Authorization', '$request.header.x-api-key'],
        ttlSeconds: 300,
      },
    ],
    [
      'HTTP API with simple responses, which cannot end: kept a minute at most by default',
      { api: 'http', response: 'simple' },
      [bearer],
      { simpleResponses: true, ttlSeconds: 60 },
    ],
    [
      'HTTP API 1.0',
      { api: 'http', payload: '1.0', ttlSeconds: 10 },
      [reading('q', { credentials: ['query:token'] })],
      { payload: '1.0', identitySources: ['$request.querystring.token'], ttlSeconds: 10 },
    ],
    [
      'WebSocket: its own grammar and no cache',
      { api: 'websocket' },
      [reading('q', { credentials: ['query:token', 'stage-variable:t'] })],
      {
        api: 'websocket',
        identitySources: ['route.request.querystring.token', 'stageVariables.t'],
        ttlSeconds: 0,
      },
    ],
    [
      'members of allOf are all demanded',
      undefined,
      [anyOf(allOf(bearer, keyed), bearer)],
      { identitySources: [authorization], ttlSeconds: 0 },
    ],
  ])('of %s', (_case, authorizer, plugins, expected) => {
    const plan = toCachePlan({ plugins, ...(authorizer === undefined ? {} : { authorizer }) })
    expect(plan).toMatchObject(expected)
  })

  it.each<[string, AuthorizerSettings, readonly AnyPlugin[], string, RegExp]>([
    [
      'an input that is no credential',
      { type: 'REQUEST', ttlSeconds: 300 },
      [bearer, tenant],
      'AC1009',
      /header:x-tenant, which tenant reads.*ttlSeconds: 0/,
    ],
    [
      'a choice of credentials',
      { type: 'REQUEST', ttlSeconds: 1 },
      [anyOf(bearer, keyed)],
      'AC1009',
      /anyOf\(bearer, keyed\) reads/,
    ],
    [
      'nothing demanded',
      { type: 'REQUEST', ttlSeconds: 1 },
      [anonymous()],
      'AC1009',
      /nothing to cache/,
    ],
    [
      'a volatile plugin',
      { type: 'REQUEST', ttlSeconds: 1 },
      [reading('limit', { credentials: ['token'], volatile: true })],
      'AC1009',
      /volatile/,
    ],
    [
      'a source that does not exist',
      { type: 'REQUEST', ttlSeconds: 1 },
      [reading('c', { credentials: ['token', 'client-certificate'] })],
      'AC1009',
      /client-certificate cannot be/,
    ],
    [
      'TOKEN and another header',
      { type: 'TOKEN' },
      [bearer, tenant],
      'AC1010',
      /does not carry header:x-tenant/,
    ],
    [
      'TOKEN and a query parameter',
      { type: 'TOKEN' },
      [reading('q', { credentials: ['query:a'] })],
      'AC1010',
      /query:a/,
    ],
    [
      'TOKEN and anonymous callers',
      { type: 'TOKEN' },
      [anyOf(bearer, anonymous())],
      'AC1010',
      /demands the Authorization/,
    ],
    [
      'TOKEN, cached, and the path',
      { type: 'TOKEN', ttlSeconds: 300 },
      [bearer, byPath],
      'AC1009',
      /path, which by-path/,
    ],
  ])('refuses %s, with plugin, input and ways out', (_case, authorizer, plugins, code, message) => {
    expect(() => toCachePlan({ authorizer, plugins })).toThrow(
      expect.objectContaining({ kind: 'config', code, message: expect.stringMatching(message) }),
    )
  })
})
