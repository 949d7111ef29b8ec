import { createTestClock } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import {
  allowAll,
  apiArn,
  gatewayWith,
  policy,
  requestAuthorizer,
  tokenAuthorizer,
} from './helpers/authorizers.js'

const get = (url: string, token = 'a') => ({ url, headers: { authorization: token } })

describe('the authorizer cache', () => {
  it('reproduces the bug of a policy for one method: the next route is denied until the TTL ends', async () => {
    const clock = createTestClock()
    const { gateway } = gatewayWith(
      ({ methodArn }) => ({
        principalId: 'u',
        policyDocument: policy('Allow', String(methodArn)),
      }),
      { clock, authorizer: tokenAuthorizer },
    )
    const first = await gateway.inject(get('/x'))
    expect(first).toMatchObject({ status: 200, trace: { cache: 'MISS', ttlSecondsLeft: 300 } })
    clock.advance(299_000)
    const second = await gateway.inject(get('/y'))
    expect(second).toMatchObject({ status: 403, trace: { cache: 'HIT', ttlSecondsLeft: 1 } })
    expect(second.trace.event).toBeNull()
    clock.advance(1000)
    expect(await gateway.inject(get('/y'))).toMatchObject({ status: 200, trace: { cache: 'MISS' } })
  })

  it('keeps callers apart, byte by byte', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer: tokenAuthorizer })
    for (const token of ['a', 'A', 'a ', ' a', 'a']) await gateway.inject(get('/x', token))
    expect(events).toHaveLength(4)
  })

  it('does not mix up values of several sources, whatever separators they hold', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, {
      authorizer: {
        ...requestAuthorizer,
        identitySources: ['method.request.header.A', 'method.request.header.B'],
      },
    })
    await gateway.inject({ url: '/', headers: { a: 'x","y', b: 'z' } })
    await gateway.inject({ url: '/', headers: { a: 'x', b: 'y","z' } })
    expect(events).toHaveLength(2)
  })

  it('evaluates the conditions of a cached policy for every request', async () => {
    const clock = createTestClock(Date.parse('2026-01-01T00:00:00Z'))
    const { gateway, events } = gatewayWith(
      () => ({
        principalId: 'u',
        policyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: `${apiArn}/test/*/*`,
            Condition: { DateLessThanIfExists: { 'aws:CurrentTime': '2026-01-01T00:01:00Z' } },
          },
        },
      }),
      { clock, authorizer: tokenAuthorizer },
    )
    expect((await gateway.inject(get('/x'))).status).toBe(200)
    clock.advance(59_999)
    expect((await gateway.inject(get('/x'))).status).toBe(200)
    clock.advance(1)
    expect((await gateway.inject(get('/x'))).status).toBe(403)
    expect(events).toHaveLength(1)
  })

  it('forgets everything when flushed, what is still being answered included', async () => {
    const release: (() => void)[] = []
    const { gateway, events } = gatewayWith(
      () =>
        new Promise((resolve) => {
          release.push(() => {
            resolve(allowAll)
          })
        }),
      { authorizer: tokenAuthorizer },
    )
    const running = gateway.inject(get('/x'))
    await expect.poll(() => release.length).toBe(1)
    gateway.flush()
    release[0]?.()
    expect((await running).status).toBe(200)
    const next = gateway.inject(get('/x'))
    await expect.poll(() => events.length).toBe(2)
    release[1]?.()
    expect((await next).trace.cache).toBe('MISS')
  })

  it('lets requests under way end with the authorizer they began with', async () => {
    const release: (() => void)[] = []
    const { gateway } = gatewayWith(
      () =>
        new Promise((resolve) => {
          release.push(() => {
            resolve(allowAll)
          })
        }),
      { authorizer: tokenAuthorizer },
    )
    const running = gateway.inject(get('/x'))
    await expect.poll(() => release.length).toBe(1)
    const denies = { principalId: 'v', policyDocument: policy('Deny', '*') }
    gateway.replace({ handler: async () => denies, authorizer: tokenAuthorizer })
    expect((await gateway.inject(get('/x'))).status).toBe(403)
    release[0]?.()
    expect((await running).status).toBe(200)
    expect((await gateway.inject(get('/x'))).status).toBe(403)
  })

  it('keeps the old authorizer when the new one could not be deployed', async () => {
    const { gateway } = gatewayWith(() => allowAll)
    const broken = { ...tokenAuthorizer, ttlSeconds: 3601 }
    expect(() => {
      gateway.replace({ handler: async () => allowAll, authorizer: broken })
    }).toThrow(expect.objectContaining({ code: 'AC1001' }))
    expect((await gateway.inject(get('/x'))).status).toBe(200)
  })

  it('does not grow without end: the oldest of ten thousand callers makes room', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer: tokenAuthorizer })
    for (let index = 0; index <= 10_000; index += 1) await gateway.inject(get('/', `t${index}`))
    expect((await gateway.inject(get('/', 't1'))).trace.cache).toBe('HIT')
    expect((await gateway.inject(get('/', 't0'))).trace.cache).toBe('MISS')
    expect(events).toHaveLength(10_002)
  })

  it('says that an authorizer without a TTL has no cache', async () => {
    const { gateway } = gatewayWith(() => allowAll)
    expect((await gateway.inject(get('/x'))).trace.cache).toBe('BYPASS')
  })

  it('keeps apart what a hundred callers are answered at once', async () => {
    const { gateway } = gatewayWith(
      async ({ authorizationToken }) => {
        await new Promise((resolve) => {
          setTimeout(resolve, Math.random() * 5)
        })
        return { ...allowAll, principalId: String(authorizationToken) }
      },
      { authorizer: tokenAuthorizer },
    )
    const names = Array.from({ length: 100 }, (_, index) => `caller-${index % 25}`)
    const seen = await Promise.all(names.map(async (name) => gateway.inject(get('/x', name))))
    expect(seen.map(({ trace }) => trace.principalId)).toEqual(names)
  })
})
