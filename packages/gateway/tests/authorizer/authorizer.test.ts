import { describe, expect, it } from 'vitest'
import type { GatewayAuthorizer } from '../../src/index.js'
import {
  allowAll,
  gatewayWith,
  requestAuthorizer,
  tokenAuthorizer,
} from '../helpers/authorizers.js'

const header = 'method.request.header.Authorization'

describe('an authorizer that could not be deployed', () => {
  it.each<[string, GatewayAuthorizer]>([
    ['an unknown type', { ...tokenAuthorizer, type: 'JWT' as 'TOKEN' }],
    ['a TTL over an hour', { ...tokenAuthorizer, ttlSeconds: 3601 }],
    ['a TTL below zero', { ...tokenAuthorizer, ttlSeconds: -1 }],
    ['a TTL that is no number', { ...tokenAuthorizer, ttlSeconds: Number.NaN }],
    ['a TOKEN without a source', { ...tokenAuthorizer, identitySources: [] }],
    ['a TOKEN with two sources', { ...tokenAuthorizer, identitySources: [header, header] }],
    [
      'a TOKEN from the query',
      { ...tokenAuthorizer, identitySources: ['method.request.querystring.t'] },
    ],
    ['a path parameter', { ...requestAuthorizer, identitySources: ['method.request.path.id'] }],
    ['a source of an HTTP API', { ...requestAuthorizer, identitySources: ['$request.header.X'] }],
    ['a name with odd characters', { ...requestAuthorizer, identitySources: [`${header} x`] }],
    ['a REQUEST with an expression', { ...requestAuthorizer, validationExpression: '.*' }],
    ['an expression that is none', { ...tokenAuthorizer, validationExpression: '(' }],
    ['no time at all', { ...tokenAuthorizer, timeoutMilliseconds: 0 }],
  ])('is refused for %s', (_case, authorizer) => {
    expect(() => gatewayWith(() => allowAll, { authorizer })).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })
})

describe('identity sources', () => {
  it.each([
    ['a context value', 'context.httpMethod', 200],
    ['a nested context value', 'context.identity.userAgent', 200],
    ['a context value that is null', 'context.identity.caller', 401],
    ['a context value that is an object', 'context.identity', 401],
    ['a context value that there is not', 'context.authorizer.x', 401],
    ['a member of every object', 'context.constructor.name', 401],
    ['a stage variable that every object has', 'stageVariables.toString', 401],
    ['a query parameter', 'method.request.querystring.a', 200],
    ['a header in another case', 'method.request.header.USER-AGENT', 200],
  ])('%s is read or missing', async (_case, source, status) => {
    const { gateway } = gatewayWith(() => allowAll, {
      authorizer: { ...requestAuthorizer, identitySources: [source] },
    })
    const response = await gateway.inject({ url: '/?a=1', headers: { 'user-agent': 'x' } })
    expect(response.status).toBe(status)
  })

  it('takes the last of several values of a header, unless told otherwise', async () => {
    const request = { url: '/', headers: { authorization: ['one', 'two'] } }
    const last = gatewayWith(() => allowAll)
    const { trace } = await last.gateway.inject(request)
    expect(last.events).toMatchObject([{ authorizationToken: 'two' }])
    expect(trace.assumptions).toEqual(['repeatedHeader'])
    const first = gatewayWith(() => allowAll, { assumptions: { repeatedHeader: 'first' } })
    await first.gateway.inject(request)
    expect(first.events).toMatchObject([{ authorizationToken: 'one' }])
  })

  it('denies an expression that backtracks without end, and goes on', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, {
      authorizer: { ...tokenAuthorizer, validationExpression: '(a+)+' },
    })
    const inject = async (authorization: string) =>
      gateway.inject({ url: '/', headers: { authorization } })
    const startedAt = performance.now()
    const slow = await inject(`${'a'.repeat(60)}!`)
    expect(slow).toMatchObject({ status: 401, trace: { warnings: [expect.any(String)] } })
    expect(performance.now() - startedAt).toBeLessThan(2000)
    expect(events).toHaveLength(0)
    expect((await inject('aaa')).status).toBe(200)
  })

  it('can be matched in part, and without case', async () => {
    const statusOf = async (validationExpression: string, match: 'full' | 'partial') => {
      const { gateway } = gatewayWith(() => allowAll, {
        authorizer: { ...tokenAuthorizer, validationExpression },
        assumptions: { validationExpression: match },
      })
      const headers = { authorization: 'Bearer abc' }
      return (await gateway.inject({ url: '/', headers })).status
    }
    expect(await statusOf('earer', 'partial')).toBe(200)
    expect(await statusOf('a|Bearer abc', 'full')).toBe(200)
    expect(await statusOf('Bearer|abc', 'full')).toBe(401)
    expect(await statusOf('(?i)bearer .*', 'full')).toBe(200)
  })
})
