import { describe, expect, it, onTestFinished } from 'vitest'
import { createGateway } from '../src/index.js'
import type { Exchange, RequestTrace } from '../src/index.js'
import { allowAll, requestAuthorizer } from './helpers/authorizers.js'

const authorizer = { ...requestAuthorizer, ttlSeconds: 300 }

describe('what a gateway tells tools', () => {
  it('names a cache entry alike for all requests that share it, and nothing of the credential', async () => {
    const gateway = createGateway({ handler: async () => allowAll, authorizer })
    const key = async (token: string, url: string): Promise<string | null> =>
      (await gateway.inject({ url, headers: { Authorization: token } })).trace.cacheKey()
    const first = await key('Bearer one', '/a')
    expect(first).toMatch(/^[0-9a-f]{16}$/)
    expect(await key('Bearer one', '/b')).toBe(first)
    expect(await key('Bearer two', '/a')).not.toBe(first)
  })

  it('names no cache entry where the cache was not asked', async () => {
    const gateway = createGateway({ handler: async () => allowAll, authorizer })
    expect((await gateway.inject({ url: '/' })).trace.cacheKey()).toBeNull()
  })

  it('hands over the request as it came and the answer as it went', async () => {
    const seen: (readonly [RequestTrace, Exchange])[] = []
    const gateway = createGateway({
      handler: async () => allowAll,
      authorizer,
      onTrace: (...args) => void seen.push(args),
    })
    await gateway.inject({ url: '/a?b=%20', headers: [['AUTHORIZATION', 'x']] })
    const [trace, exchange] = seen[0] ?? []
    const sent = { target: '/a?b=%20', headers: [['AUTHORIZATION', 'x']] }
    expect(exchange).toMatchObject({ request: sent, answer: { status: trace?.status } })
  })

  it('keeps a request that is intercepted from the pipeline, and no other', async () => {
    const paths: string[] = []
    const gateway = createGateway({
      handler: async () => allowAll,
      authorizer,
      onTrace: ({ path }) => void paths.push(path),
      intercept(incoming, outgoing) {
        if (incoming.url !== '/tool') return false
        outgoing.end('tool')
        return true
      },
    })
    onTestFinished(async () => gateway.close())
    const { url } = await gateway.listen({ port: 0 })
    expect(await (await fetch(`${url}/tool`)).text()).toBe('tool')
    expect((await fetch(`${url}/tool/`)).status).toBe(401)
    expect(paths).toEqual(['/tool/'])
  })
})
