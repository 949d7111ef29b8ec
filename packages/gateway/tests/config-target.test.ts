import {
  abstain,
  anonymous,
  anyOf,
  defineConfig,
  definePlugin,
  forbidden,
  pass,
  unauthenticated,
} from '@authchain/core'
import { createTestClock, createTestLogger } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { createGateway, gatewayTracer } from '../src/index.js'
import type { RequestTrace } from '../src/index.js'
import { seenByBackend } from './helpers/authorizers.js'

/** Tokens are `name` and what is to become of them. */
const demo = definePlugin({
  name: 'demo',
  validate({ token }) {
    if (token === undefined) return abstain('no token')
    const [name = '', wish] = token.split(' ')
    if (wish === 'stale') throw unauthenticated('demo.expired')
    if (wish === 'barred') throw forbidden('demo.not_allowed')
    if (wish === 'broken') throw new Error(`secret of ${name}`)
    return pass({ principalId: name, context: { tier: 1 }, expiresAtSeconds: 1_790_000_060 })
  },
})
const config = defineConfig({
  plugins: [demo()],
  context: ({ principalId }) => ({ greeting: `hello ${principalId}` }),
})
const runtime = { logger: createTestLogger() }
const get = (token: string) => ({ url: '/orders', headers: { Authorization: token } })

describe('a gateway of a config', () => {
  it.each([
    ['ann', 200, 'allowed'],
    ['ann stale', 401, 'demo.expired'],
    ['ann barred', 403, 'demo.not_allowed'],
    ['ann broken', 500, 'demo.failed'],
  ])('answers %s with %i and says why', async (token, status, reason) => {
    const gateway = createGateway({ config, runtime, clock: createTestClock() })
    const response = await gateway.inject(get(token))
    expect(response.status).toBe(status)
    expect(response.trace.reason).toBe(reason)
    expect(response.body).not.toContain('secret')
  })

  it("brings the config's response context to the backend", async () => {
    const gateway = createGateway({ config, runtime, clock: createTestClock() })
    const response = await gateway.inject(get('ann'))
    expect(seenByBackend(response.json())).toMatchObject({ greeting: 'hello ann', tier: '1' })
  })

  it('reads identity sources and TTL from the config', async () => {
    const gateway = createGateway({ config, runtime, clock: createTestClock() })
    const missing = await gateway.inject({ url: '/orders' })
    expect(missing.trace.reason).toBe('identity source Authorization missing; Lambda not invoked')
    expect((await gateway.inject(get('ann'))).trace).toMatchObject({ cache: 'MISS' })
    const cached = await gateway.inject({ ...get('ann'), method: 'POST', url: '/other' })
    expect(cached.trace).toMatchObject({ cache: 'HIT', principalId: 'ann', chain: [] })
  })

  it('lets an Allow end with its credential, although it is cached', async () => {
    const clock = createTestClock()
    const gateway = createGateway({ config, runtime, clock })
    expect((await gateway.inject(get('ann'))).status).toBe(200)
    clock.advance(60_000)
    const late = await gateway.inject(get('ann'))
    expect(late).toMatchObject({ status: 403, trace: { cache: 'HIT' } })
  })

  it('serves a TOKEN authorizer with its validation expression', async () => {
    const token = defineConfig({
      authorizer: { type: 'TOKEN', validationExpression: 'ann.*' },
      plugins: [demo()],
    })
    const gateway = createGateway({ config: token, runtime })
    expect((await gateway.inject(get('bob'))).status).toBe(401)
    const { trace } = await gateway.inject(get('ann'))
    expect(Object.keys(trace.event ?? {})).toEqual(['type', 'authorizationToken', 'methodArn'])
  })

  it('brings the events of each chain to the trace of its own request', async () => {
    const gateway = createGateway({ config, runtime, clock: createTestClock() })
    const names = Array.from({ length: 20 }, (_, index) => `caller-${index}`)
    const traces = await Promise.all(
      names.map(async (name) => (await gateway.inject(get(name))).trace),
    )
    const principalOf = ({ chain }: RequestTrace) => chain.at(-1)?.fields['decision']
    expect(traces.map(principalOf)).toEqual(
      names.map((principalId) => expect.objectContaining({ principalId }) as unknown),
    )
  })

  it.each([
    ['no tracer of its own', {}],
    ['the gateway tracer as its own', { tracer: gatewayTracer }],
  ])('reports a decision once when the runtime has %s', async (_case, more) => {
    const gateway = createGateway({ config, runtime: { ...runtime, ...more } })
    const { trace } = await gateway.inject(get('ann'))
    expect(trace.chain.filter(({ name }) => name === 'decision')).toHaveLength(1)
  })

  it('tells another tracer as well', async () => {
    const names: string[] = []
    const tracer = { event: (name: string) => void names.push(name) }
    const gateway = createGateway({ config, runtime: { ...runtime, tracer } })
    const { trace } = await gateway.inject(get('ann'))
    expect(names).toEqual(trace.chain.map(({ name }) => name))
    expect(names).toContain('decision')
  })

  it('takes another config without missing a request, and keeps the old one when that is broken', async () => {
    const gateway = createGateway({ config, runtime, clock: createTestClock() })
    expect((await gateway.inject(get('ann'))).status).toBe(200)
    const typed = config as unknown as Record<string, unknown>
    expect(() => {
      gateway.replace({ config: { ...typed, pluggins: [] } as never })
    }).toThrow(expect.objectContaining({ kind: 'config' }))
    expect((await gateway.inject(get('ann'))).trace.cache).toBe('HIT')
    gateway.replace({ config, runtime })
    expect((await gateway.inject(get('ann'))).trace.cache).toBe('MISS')
  })

  it.each([
    ['an HTTP API', { api: 'http' }, '2.0'],
    ['an HTTP API with simple responses', { api: 'http', response: 'simple' }, '2.0'],
    ['an HTTP API with payload 1.0', { api: 'http', payload: '1.0' }, '1.0'],
  ] as const)('serves a config for %s', async (_case, authorizer, version) => {
    const gateway = createGateway({
      config: { authorizer, plugins: [demo()] },
      runtime,
      clock: createTestClock(),
    })
    const allowed = await gateway.inject(get('ann'))
    expect(allowed).toMatchObject({ status: 200, trace: { principalId: 'ann' } })
    expect(allowed.trace.event).toMatchObject({ version })
    expect((await gateway.inject(get('bob barred'))).body).toBe('{"message":"Forbidden"}')
    expect((await gateway.inject(get('bob broken'))).body).toBe(
      '{"message":"Internal Server Error"}',
    )
    expect((await gateway.inject({ url: '/orders' })).body).toBe('{"message":"Unauthorized"}')
  })

  it('serves a config for a WebSocket API', async () => {
    const gateway = createGateway({
      config: { authorizer: { api: 'websocket' }, plugins: [anyOf(demo(), anonymous())] },
      runtime,
      clock: createTestClock(),
    })
    expect((await gateway.inject({ ...get('ann'), url: '/' })).status).toBe(101)
    expect((await gateway.inject({ ...get('ann barred'), url: '/' })).status).toBe(403)
  })

  it('takes a config for another kind of API', async () => {
    const gateway = createGateway({ config, runtime })
    gateway.replace({ config: { authorizer: { api: 'http' }, plugins: [demo()] }, runtime })
    expect((await gateway.inject({ url: '/orders' })).headers).toHaveProperty('apigw-requestid')
  })
})
