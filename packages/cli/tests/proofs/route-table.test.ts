import { anyOf, allow, defineConfig, requireScope } from '@authchain/core'
import type { AuthorizerSettings, RouteRule } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { createAdjustableClock, createGateway } from '@authchain/gateway'
import type { AdjustableClock, Gateway, InjectResponse } from '@authchain/gateway'
import { apiKey, createApiKey, inlineKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import { signWithKey, toPublicKey } from '../helpers/es256-token.js'
import { createSigningKey } from '../helpers/oidc-issuer.js'
import { createLastingProject } from '../helpers/project.js'

const signingKey = createSigningKey('one')
const issuer = 'https://issuer.example'
const kinds = ['carts', 'claims', 'deals', 'items', 'orders', 'quotes', 'stocks', 'tasks']

/** Forty routes: method, path, the scope it needs, and a request that goes there. */
const routes = kinds.flatMap((kind) => [
  { pattern: `GET /${kind}`, scope: `${kind}:read`, url: `/${kind}` },
  { pattern: `GET /${kind}/{id}`, scope: `${kind}:read`, url: `/${kind}/7` },
  { pattern: `GET /${kind}/{id}/lines`, scope: `${kind}:lines`, url: `/${kind}/7/lines` },
  { pattern: `POST /${kind}`, scope: `${kind}:write`, url: `/${kind}` },
  { pattern: `DELETE /${kind}/{id}`, scope: `${kind}:write`, url: `/${kind}/7` },
])
const table = toTable(routes.map(({ pattern, scope }) => [pattern, requireScope(scope)]))

const machine = createApiKey({
  principalId: 'robot',
  scopes: ['orders:read', 'orders:write', 'items:lines'],
})
const tokens = jwt({
  issuer,
  audience: 'orders',
  jwks: { keys: [toPublicKey(signingKey)] },
  clockToleranceSeconds: 0,
})
const keys = inlineKeys([machine.record])
const request: AuthorizerSettings = { type: 'REQUEST', ttlSeconds: 300 }

const everything = kinds.flatMap((kind) => [`${kind}:read`, `${kind}:lines`, `${kind}:write`])
const callers = [
  { name: 'nobody in particular', credential: token('nobody', []), scopes: [] },
  {
    name: 'a reader',
    credential: token(
      'reader',
      kinds.map((kind) => `${kind}:read`),
    ),
    scopes: kinds.map((kind) => `${kind}:read`),
  },
  {
    name: 'one who may see lines alone',
    credential: token('lines', ['deals:lines']),
    scopes: ['deals:lines'],
  },
  { name: 'everyone’s master', credential: token('master', everything), scopes: everything },
  {
    name: 'a machine with a key',
    credential: machine.key,
    scopes: ['orders:read', 'orders:write', 'items:lines'],
  },
]

describe('forty routes behind one REQUEST authorizer with a TTL of 300 s', () => {
  let clock: AdjustableClock
  let gateway: Gateway

  beforeEach(() => {
    clock = createAdjustableClock()
    gateway = createGateway({
      config: defineConfig({
        authorizer: request,
        plugins: [anyOf(apiKey({ keys, from: 'bearer' }), tokens)],
        routes: table,
        routesFrom: 'table',
      }),
      routes: routes.map(({ pattern }) => pattern),
      runtime: { logger: createTestLogger() },
      clock,
    })
  })

  it.each(callers)(
    'asks once for $name, and every route is right',
    async ({ credential, scopes }) => {
      const answers = await askAll(gateway, credential)
      expect(answers.map(({ status }) => status)).toEqual(
        routes.map(({ scope }) => (scopes.includes(scope) ? 200 : 403)),
      )
      expect(countOf(answers, 'MISS')).toBe(1)
      expect(countOf(answers, 'HIT')).toBe(39)
    },
  )

  it('keeps callers apart in the cache', async () => {
    for (const round of ['MISS', 'HIT']) {
      for (const { credential, scopes } of callers) {
        const answer = await ask(gateway, credential, 'POST', '/orders')
        expect(answer.trace.cache).toBe(round)
        expect(answer.status).toBe(scopes.includes('orders:write') ? 200 : 403)
      }
    }
  })

  it('denies at +21 s what a token with 20 s to live was allowed, although the answer is kept', async () => {
    const short = token('ada', everything, 20)
    expect(await ask(gateway, short, 'GET', '/orders')).toMatchObject({ status: 200 })
    clock.advance(18_000)
    const still = await ask(gateway, short, 'GET', '/orders/7')
    expect(still).toMatchObject({ status: 200, trace: { cache: 'HIT' } })
    clock.advance(3_000)
    const late = await ask(gateway, short, 'GET', '/orders')
    expect(late).toMatchObject({ status: 403, trace: { cache: 'HIT' } })
  })
})

describe('a table that no policy can say', () => {
  const proxied = toTable([
    ['ANY /{proxy+}', allow],
    ['ANY /admin/*', requireScope('admin')],
    ['GET /admin/health', allow],
  ])
  const served = ['ANY /{proxy+}', 'ANY /admin', 'ANY /admin/{proxy+}', 'GET /admin/health']

  it('puts the route into the cache key, and every route is right', async () => {
    const gateway = createGateway({
      config: defineConfig({
        authorizer: request,
        plugins: [tokens],
        routes: proxied,
        routesFrom: 'table',
      }),
      routes: served,
      runtime: { logger: createTestLogger() },
    })
    const user = token('user', [])
    const expected = { '/shop': 200, '/admin/users': 403, '/admin/health': 200, '/admin': 403 }
    for (const round of ['MISS', 'HIT']) {
      for (const [url, status] of Object.entries(expected)) {
        const answer = await ask(gateway, user, 'GET', url)
        expect([url, answer.status, answer.trace.cache]).toEqual([url, status, round])
      }
    }
    const other = await ask(gateway, user, 'GET', '/another/shop')
    expect(other).toMatchObject({ status: 200, trace: { cache: 'HIT' } })
  })

  it('is refused for a TOKEN authorizer that keeps its answers', () => {
    const config = defineConfig({
      authorizer: { type: 'TOKEN', ttlSeconds: 300 },
      plugins: [tokens],
      routes: proxied,
      routesFrom: 'table',
    })
    expect(() => createGateway({ config })).toThrow(expect.objectContaining({ code: 'AC1016' }))
  })
})

it('a route that is deployed and not listed is nobody’s, and spoils no other answer', async () => {
  const gateway = createGateway({
    config: defineConfig({
      authorizer: request,
      plugins: [tokens],
      routes: table,
      routesFrom: 'table',
    }),
    routes: [...routes.map(({ pattern }) => pattern), 'GET /debug'],
    runtime: { logger: createTestLogger() },
  })
  const master = token('master', everything)
  expect(await ask(gateway, master, 'GET', '/debug')).toMatchObject({ status: 500 })
  const listed = await ask(gateway, master, 'GET', '/orders')
  expect(listed).toMatchObject({ status: 200, trace: { cache: 'MISS' } })
  expect(await ask(gateway, master, 'GET', '/debug')).toMatchObject({ status: 403 })
})

describe('keys in a header of their own beside tokens', () => {
  const project = createLastingProject({
    'plugins.config.ts': `
import { anyOf, defineConfig, requireScope } from '@authchain/core'
import { apiKey, inlineKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 300 },
  plugins: [
    anyOf(
      apiKey({ keys: inlineKeys(${JSON.stringify([machine.record])}), from: 'header:x-api-key' }),
      jwt({ issuer: '${issuer}', audience: 'orders', jwks: ${JSON.stringify({ keys: [toPublicKey(signingKey)] })} }),
    ),
  ],
  routes: { 'GET /orders': requireScope('orders:read') },
})
`,
  })
  afterAll(() => {
    project.remove()
  })

  it('are refused at a TTL of 300 s, with the plugin, the input and both ways out', async () => {
    const refusal = await buildBundle({ cwd: project.folder }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'AC1009' })
    const { message } = refusal as Error
    expect(message).toContain('header:x-api-key')
    expect(message).toContain('apiKey')
    expect(message).toContain('ttlSeconds: 0')
    expect(message).toContain("from: 'bearer'")
  })
})

function token(sub: string, scopes: readonly string[], secondsToLive = 3600): string {
  const exp = Math.floor(Date.now() / 1000) + secondsToLive
  return signWithKey(signingKey, issuer, { sub, exp, scope: scopes.join(' ') })
}

function toTable(
  rows: readonly (readonly [string, RouteRule])[],
): Readonly<Record<`GET /${string}`, RouteRule>> {
  return Object.fromEntries(rows)
}

async function ask(
  gateway: Gateway,
  credential: string,
  method: string,
  url: string,
): Promise<InjectResponse> {
  return gateway.inject({ method, url, headers: { Authorization: `Bearer ${credential}` } })
}

async function askAll(gateway: Gateway, credential: string): Promise<readonly InjectResponse[]> {
  const answers: InjectResponse[] = []
  for (const { pattern, url } of routes) {
    answers.push(await ask(gateway, credential, pattern.split(' ')[0] ?? '', url))
  }
  return answers
}

function countOf(answers: readonly InjectResponse[], cache: string): number {
  return answers.filter(({ trace }) => trace.cache === cache).length
}
