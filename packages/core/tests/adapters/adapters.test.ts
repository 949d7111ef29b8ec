import { describe, expect, it } from 'vitest'
import { selectAdapter } from '../../src/adapters/adapters.js'
import { toAuthorizerShape } from '../../src/config/authorizer-settings.js'
import { restRequestEvent, restTokenEvent } from '../../src/testing/index.js'

const request = selectAdapter(toAuthorizerShape())
const token = selectAdapter(toAuthorizerShape({ type: 'TOKEN', header: 'X-Api-Token' }))

describe('the adapter for REQUEST events', () => {
  it('reads method, path, route, address and request id', () => {
    const event = restRequestEvent({ method: 'POST', path: '/orders', resource: '/orders' })
    expect(request.toRequest(event, 'lambda-id').context).toMatchObject({
      source: 'rest-request',
      method: 'POST',
      path: '/orders',
      route: '/orders',
      sourceIp: '192.0.2.1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      resourceArn: { apiId: 'abcdef123', stage: 'test' },
    })
  })

  it('takes the path without the base path of a custom domain, as the policy is evaluated', () => {
    const event = { ...restRequestEvent({ path: '/admin/users' }), path: '/v1/admin/users' }
    expect(request.toRequest(event, '').context.path).toBe('/admin/users')
  })

  it.each(['authorization', 'Authorization', 'AUTHORIZATION', 'aUtHoRiZaTiOn'])(
    'finds the credential under %s',
    (name) => {
      const event = restRequestEvent({ headers: { [name]: 'Bearer abc' } })
      expect(request.toRequest(event, '').context.token).toBe('Bearer abc')
    },
  )

  it.each([
    ['two values in the list', { multiValueHeaders: { Authorization: ['a', 'b'] } }],
    ['two spellings', { headers: { Authorization: 'a', authorization: 'b' } }],
    [
      'one value in the list and another beside it',
      { headers: { Authorization: 'a' }, multiValueHeaders: { Authorization: ['b'] } },
    ],
  ])('denies a credential with two values: %s', (_case, parts) => {
    const { context } = request.toRequest({ ...restRequestEvent(), ...parts }, '')
    expect(() => context.token).toThrow(
      expect.objectContaining({ kind: 'unauthenticated', code: 'request.ambiguous' }),
    )
  })

  it('takes a header that was sent twice alike as one', () => {
    const event = restRequestEvent({ headers: { Authorization: ['a', 'a'] } })
    expect(request.toRequest(event, '').context.token).toBe('a')
  })

  it('takes null, absent and empty maps alike', () => {
    const names = [
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
    ]
    for (const value of [null, undefined, {}]) {
      const maps = Object.fromEntries(names.map((name) => [name, value]))
      const { context } = request.toRequest({ ...restRequestEvent(), ...maps }, '')
      expect([context.token, context.query('a'), context.pathParameter('id')]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    }
  })

  it('reads query, cookies, path parameters and stage variables', () => {
    const event = restRequestEvent({
      headers: { Cookie: 'a=1; session="x y"; b=2' },
      query: { tag: 'x' },
      pathParameters: { id: '4%2F2' },
      stageVariables: { table: 'orders' },
    })
    const { context } = request.toRequest(event, '')
    expect(context.query('tag')).toBe('x')
    expect(context.query('TAG')).toBeUndefined()
    expect(context.cookie('session')).toBe('"x y"')
    expect(context.pathParameter('id')).toBe('4%2F2')
    expect(context.stageVariable('table')).toBe('orders')
  })

  it('is not fooled by names that every object has', () => {
    const event = JSON.parse(
      JSON.stringify(restRequestEvent()).replace(
        '"headers":{}',
        '"headers":{"__proto__":"Bearer evil","constructor":"x"}',
      ),
    ) as unknown
    const { context } = request.toRequest(event, '')
    expect(context.token).toBeUndefined()
    expect(context.header('toString')).toBeUndefined()
    expect(context.header('__proto__')).toBe('Bearer evil')
  })

  it('uses Lambda’s request id when the event has none', () => {
    const { requestContext, ...event } = restRequestEvent()
    expect(requestContext).toBeDefined()
    expect(request.toRequest(event, 'lambda-id').context.requestId).toBe('lambda-id')
  })
})

describe('the adapter for TOKEN events', () => {
  it('reads the credential, and method and path from the ARN', () => {
    const event = restTokenEvent('Bearer abc', { method: 'DELETE', path: '/orders/4:2/' })
    expect(token.toRequest(event, 'lambda-id').context).toMatchObject({
      source: 'rest-token',
      token: 'Bearer abc',
      method: 'DELETE',
      path: '/orders/4:2/',
      route: undefined,
      sourceIp: undefined,
      requestId: 'lambda-id',
    })
  })

  it('has exactly one header, the configured one', () => {
    const { context } = token.toRequest(restTokenEvent('abc'), '')
    expect(context.header('x-api-token')).toBe('abc')
    expect(context.header('authorization')).toBeUndefined()
  })
})

describe('an event of another shape', () => {
  const rest = restRequestEvent()
  it.each<[string, typeof request, unknown]>([
    ['null', request, null],
    ['text', request, 'event'],
    ['a list', request, [rest]],
    ['an empty object', request, {}],
    ['a TOKEN event for REQUEST', request, restTokenEvent('a')],
    ['a REQUEST event for TOKEN', token, rest],
    ['an HTTP API event', request, { ...rest, version: '1.0' }],
    ['no ARN', request, { ...rest, methodArn: undefined }],
    ['an ARN that is an object', request, { ...rest, methodArn: {} }],
    ['headers that are a list', request, { ...rest, headers: [] }],
    ['a header that is a number', request, { ...rest, headers: { a: 1 } }],
    ['a list of headers that is text', request, { ...rest, multiValueHeaders: { a: 'b' } }],
    ['a resource that is a number', request, { ...rest, resource: 1 }],
    [
      'a $connect ARN',
      request,
      { ...rest, methodArn: String(rest['methodArn']).replace(/GET.*/, '$connect') },
    ],
    ['a token that is a list', token, { ...restTokenEvent('a'), authorizationToken: ['a'] }],
    ['no token', token, { ...restTokenEvent('a'), authorizationToken: undefined }],
  ])('is a failure: %s', (_case, adapter, event) => {
    expect(() => adapter.toRequest(event, '')).toThrow(
      expect.objectContaining({ kind: 'failure', code: expect.stringMatching(/^event\./) }),
    )
  })
})
