import { describe, expect, it } from 'vitest'
import { createGateway } from '../src/index.js'
import type { Assumptions, GatewayAuthorizer } from '../src/index.js'
import { createAuthorizer } from '../src/authorizer/authorizer.js'
import { createAuthorizerCache } from '../src/authorizer-cache/authorizer-cache.js'
import { defaultAssumptions } from '../src/assumptions.js'
import { systemClock } from '../src/clock.js'
import { allowAll, apiArn, gatewayWith, policy, seenByBackend } from './helpers/authorizers.js'

const authorizer: GatewayAuthorizer = {
  api: 'http',
  type: 'REQUEST',
  identitySources: ['$request.header.Authorization'],
  ttlSeconds: 0,
}
const simple: GatewayAuthorizer = { ...authorizer, simpleResponses: true }
const headers = { authorization: 'a' }

describe('the event with payload 2.0', () => {
  it('moves cookies, joins what was sent twice and decodes the query', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, {
      authorizer,
      stage: '$default',
      routes: ['GET /orders/{id}'],
      stageVariables: { color: 'red' },
    })
    await gateway.inject({
      url: '/orders/%2B7?a=1&a=2&b=x+y',
      headers: [
        ['Authorization', 'a'],
        ['Cookie', 'one=1; two=2'],
        ['cookie', 'three=3'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
      ],
    })
    const [event] = events
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: `${apiArn}/$default/GET/orders/%2B7`,
      identitySource: ['a'],
      routeKey: 'GET /orders/{id}',
      rawPath: '/orders/%2B7',
      rawQueryString: 'a=1&a=2&b=x+y',
      cookies: ['one=1', 'two=2', 'three=3'],
      headers: { 'x-twice': '1,2', authorization: 'a' },
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { id: '%2B7' },
      stageVariables: { color: 'red' },
      requestContext: { http: { method: 'GET', path: '/orders/%2B7' }, stage: '$default' },
    })
    expect(event?.['headers']).not.toHaveProperty('cookie')
    expect(event).not.toHaveProperty('methodArn')
  })
})

describe('the event with payload 1.0', () => {
  it('is that of a REST API with version and identity', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, {
      authorizer: { ...authorizer, payload: '1.0' },
      stage: 'dev',
    })
    const response = await gateway.inject({ url: '/orders', headers })
    expect(events).toMatchObject([
      {
        version: '1.0',
        methodArn: `${apiArn}/dev/GET/orders`,
        resource: '$default',
        path: '/dev/orders',
        authorizationToken: 'a',
        requestContext: { resourceId: '$default', stage: 'dev' },
      },
    ])
    expect(seenByBackend(response.json())).toMatchObject({ principalId: 'u' })
  })
})

describe('simple responses', () => {
  it.each([
    ['true', { isAuthorized: true }, 200, '"path": "/"'],
    ['false', { isAuthorized: false }, 403, '{"message":"Forbidden"}'],
    ['text for a boolean', { isAuthorized: 'true' }, 500, '{"message":"Internal Server Error"}'],
    ['a policy', allowAll, 500, '{"message":"Internal Server Error"}'],
    ['nothing', undefined, 500, '{"message":"Internal Server Error"}'],
    ['a list', [true], 500, '{"message":"Internal Server Error"}'],
    [
      'a context that is a list',
      { isAuthorized: true, context: [1] },
      500,
      '{"message":"Internal Server Error"}',
    ],
    [
      'another member',
      { isAuthorized: true, principalId: 'u' },
      500,
      '{"message":"Internal Server Error"}',
    ],
  ])('%s is answered to the letter', async (_case, answer, status, body) => {
    const { gateway } = gatewayWith(() => answer, { authorizer: simple })
    const response = await gateway.inject({ url: '/', headers })
    expect(response.status).toBe(status)
    expect(response.body).toContain(body)
    expect(response.headers).not.toHaveProperty('x-amzn-errortype')
    expect(response.headers).toHaveProperty('apigw-requestid')
  })

  it('are not taken where a policy is expected', async () => {
    const { gateway } = gatewayWith(() => ({ isAuthorized: true }), { authorizer })
    expect((await gateway.inject({ url: '/', headers })).status).toBe(500)
  })

  it('are cached for every route, unless the route is an identity source', async () => {
    const onlyGet = (event: Readonly<Record<string, unknown>>): object => ({
      isAuthorized: String(event['routeKey']).startsWith('GET'),
    })
    const routes = ['GET /a', 'DELETE /a']
    const open = gatewayWith(onlyGet, { authorizer: { ...simple, ttlSeconds: 60 }, routes })
    await open.gateway.inject({ url: '/a', headers })
    const shared = await open.gateway.inject({ method: 'DELETE', url: '/a', headers })
    expect(shared).toMatchObject({ status: 200, trace: { cache: 'HIT' } })

    const identitySources = ['$request.header.Authorization', '$context.routeKey']
    const closed = gatewayWith(onlyGet, {
      authorizer: { ...simple, ttlSeconds: 60, identitySources },
      routes,
    })
    await closed.gateway.inject({ url: '/a', headers })
    const own = await closed.gateway.inject({ method: 'DELETE', url: '/a', headers })
    expect(own).toMatchObject({ status: 403, trace: { cache: 'MISS' } })
  })
})

describe('an HTTP API', () => {
  it('answers 404 where there is no route, and warns nobody of a slash', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer, routes: ['GET /a'] })
    const response = await gateway.inject({ url: '/a/', headers })
    expect(response).toMatchObject({ status: 404, body: '{"message":"Not Found"}' })
    expect(events).toHaveLength(0)
  })

  it('evaluates a policy for the concrete path', async () => {
    const { gateway } = gatewayWith(
      () => ({ principalId: 'u', policyDocument: policy('Allow', `${apiArn}/test/GET/a/*`) }),
      { authorizer },
    )
    expect((await gateway.inject({ url: '/a/1', headers })).status).toBe(200)
    expect((await gateway.inject({ url: '/b', headers })).status).toBe(403)
  })

  it('answers 500 and 503 for its backend', async () => {
    const { gateway } = gatewayWith(() => allowAll, {
      authorizer,
      integration: async () => {
        throw new Error('down')
      },
    })
    const response = await gateway.inject({ url: '/', headers })
    expect(response).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' })
  })

  it('waits ten seconds for its authorizer', () => {
    const parts = {
      id: 'x',
      call: async () => undefined,
      cache: createAuthorizerCache(systemClock),
      assumptions: defaultAssumptions,
    }
    const settings = { ...authorizer, timeoutMilliseconds: 29_000 }
    expect(createAuthorizer(settings, parts).timeoutMilliseconds).toBe(10_000)
  })

  it('has access log variables instead of an execution log', async () => {
    const { gateway } = gatewayWith(() => 'boom', { authorizer: simple })
    const { trace } = await gateway.inject({ url: '/', headers })
    expect(trace.lines).toEqual([
      '$context.authorizer.error: Invalid json in authorizer response',
      '$context.error.responseType: AUTHORIZER_CONFIGURATION_ERROR',
      '$context.status: 500',
    ])
  })

  it.each([
    ['a TOKEN authorizer', { type: 'TOKEN' }],
    ['simple responses with payload 1.0', { simpleResponses: true, payload: '1.0' }],
    ['a source of a REST API', { identitySources: ['method.request.header.A'] }],
    ['a payload that is none', { payload: '3.0' }],
    ['an API that is none', { api: 'graphql' }],
    ['a cache on a WebSocket API', { api: 'websocket', identitySources: [], ttlSeconds: 1 }],
    ['a payload on a REST API', { api: 'rest', identitySources: [], payload: '2.0' }],
  ])('refuses %s', (_case, change) => {
    const wrong = { ...authorizer, ...change } as GatewayAuthorizer
    expect(() => createGateway({ authorizer: wrong, handler: async () => allowAll })).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })

  it.each([
    ['a resource policy', { resourcePolicy: policy('Allow', '*') as Record<string, unknown> }],
    ['a usage plan', { usagePlan: { apiKeySource: 'HEADER', keys: [] } }],
    ['gateway responses', { gatewayResponses: {} }],
  ] as const)('has no %s', (_case, options) => {
    expect(() => gatewayWith(() => allowAll, { authorizer, ...options })).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })
})

describe('what has not been measured', () => {
  const twice = [
    ['Authorization', 'a'],
    ['Authorization', 'b'],
  ] as const
  const throwing = (): never => {
    throw new Error('Unauthorized')
  }

  it.each([
    ['thrownUnauthorized', 'unauthorized', throwing, authorizer, 401],
    ['thrownUnauthorized', 'fail', throwing, authorizer, 500],
    ['simpleUnknownKeys', 'fail', () => ({ isAuthorized: true, x: 1 }), simple, 500],
    ['simpleUnknownKeys', 'ignore', () => ({ isAuthorized: true, x: 1 }), simple, 200],
  ] as const)(
    '%s: %s is a switch, and the trace says so',
    async (name, value, answer, how, status) => {
      const assumptions = { [name]: value } as Partial<Assumptions>
      const { gateway } = gatewayWith(answer, { authorizer: how, assumptions })
      const response = await gateway.inject({ url: '/', headers })
      expect(response.status).toBe(status)
      expect(response.trace.assumptions).toContain(name)
    },
  )

  it.each([
    ['join', 'a,b'],
    ['last', 'b'],
  ] as const)('repeatedHttpValue: %s makes the identity %s', async (value, identity) => {
    const assumptions = { repeatedHttpValue: value }
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer, assumptions })
    await gateway.inject({ url: '/', headers: twice })
    expect(events).toMatchObject([{ identitySource: [identity] }])
  })

  it.each([
    ['absent', null],
    ['present', { principalId: 'u' }],
  ] as const)('principalInLambda: %s', async (value, lambda) => {
    const assumptions = { principalInLambda: value }
    const { gateway } = gatewayWith(() => allowAll, { authorizer, assumptions })
    const response = await gateway.inject({ url: '/', headers })
    expect(seenByBackend(response.json())).toEqual({ lambda })
  })
})
