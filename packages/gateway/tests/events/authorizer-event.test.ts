import { createTestClock } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { allowAll, apiArn, gatewayWith, requestAuthorizer } from '../helpers/authorizers.js'

const authorizer = { ...requestAuthorizer, ttlSeconds: 0 }

describe('authorizer events', () => {
  it('a TOKEN event has exactly three keys and the raw header', async () => {
    const { gateway, events } = gatewayWith(() => allowAll)
    await gateway.inject({ url: '/a?b=1', headers: { authorization: 'Bearer  abc ' } })
    expect(events).toEqual([
      {
        type: 'TOKEN',
        authorizationToken: 'Bearer  abc ',
        methodArn: `${apiArn}/test/GET/a`,
      },
    ])
  })

  it('a REQUEST event is complete', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, {
      authorizer,
      clock: createTestClock(Date.parse('2026-11-22T16:15:33.500Z')),
      routes: ['GET /pets/{id}'],
      stageVariables: { color: 'blue' },
    })
    await gateway.inject({
      url: '/pets/7?a=1&a=2',
      headers: { Host: 'api.example.com', Authorization: 'x', 'User-Agent': 'test/1' },
      sourceIp: '192.0.2.7',
    })
    const anyText = (pattern: RegExp): unknown => expect.stringMatching(pattern)
    const headers = {
      Host: 'api.example.com',
      Authorization: 'x',
      'User-Agent': 'test/1',
      'X-Amzn-Trace-Id': anyText(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'X-Forwarded-For': '192.0.2.7',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    }
    expect(events).toEqual([
      {
        type: 'REQUEST',
        methodArn: `${apiArn}/test/GET/pets/7`,
        resource: '/pets/{id}',
        path: '/pets/7',
        httpMethod: 'GET',
        headers,
        multiValueHeaders: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [value]]),
        ),
        queryStringParameters: { a: '2' },
        multiValueQueryStringParameters: { a: ['1', '2'] },
        pathParameters: { id: '7' },
        stageVariables: { color: 'blue' },
        requestContext: {
          accountId: '123456789012',
          apiId: 'abcdef123',
          deploymentId: anyText(/^[a-z0-9]{6}$/),
          domainName: 'abcdef123.execute-api.us-east-1.amazonaws.com',
          domainPrefix: 'abcdef123',
          extendedRequestId: anyText(/^.{15}=$/),
          httpMethod: 'GET',
          identity: {
            accessKey: null,
            accountId: null,
            apiKey: null,
            apiKeyId: null,
            caller: null,
            cognitoAuthenticationProvider: null,
            cognitoAuthenticationType: null,
            cognitoIdentityId: null,
            cognitoIdentityPoolId: null,
            principalOrgId: null,
            sourceIp: '192.0.2.7',
            user: null,
            userAgent: 'test/1',
            userArn: null,
          },
          path: '/test/pets/7',
          protocol: 'HTTP/1.1',
          requestId: anyText(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          requestTime: '22/Nov/2026:16:15:33 +0000',
          requestTimeEpoch: 1_795_364_133_500,
          resourceId: anyText(/^[a-z0-9]{6}$/),
          resourcePath: '/pets/{id}',
          stage: 'test',
        },
      },
    ])
  })

  it('has empty maps where there is nothing', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer })
    await gateway.inject({ url: '/', headers: { authorization: 'x' } })
    expect(events).toMatchObject([
      {
        queryStringParameters: {},
        multiValueQueryStringParameters: {},
        pathParameters: {},
        stageVariables: {},
      },
    ])
  })

  it('names the hops that came before, and lets nobody choose the others', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer })
    await gateway.inject({
      url: '/',
      headers: {
        authorization: 'x',
        'x-forwarded-for': '203.0.113.9',
        'x-forwarded-proto': 'http',
        'X-Forwarded-Port': '80',
      },
    })
    const { headers } = events[0] as { readonly headers: Readonly<Record<string, string>> }
    expect(headers).toMatchObject({
      'X-Forwarded-For': '203.0.113.9, 127.0.0.1',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Port': '443',
    })
    expect(Object.keys(headers)).not.toContain('x-forwarded-proto')
  })

  it.each([
    ['a query that is not valid UTF-8', '/?a=%ff', { a: '%ff' }],
    ['a query with a broken escape', '/?a=%', { a: '%' }],
    ['a name without a value', '/?a', { a: '' }],
    ['a second question mark', '/?a=1?b', { a: '1?b' }],
    ['an encoded name', '/?%61=1', { a: '1' }],
  ])('reads %s', async (_case, url, queryStringParameters) => {
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer })
    await gateway.inject({ url, headers: { authorization: 'x' } })
    expect(events).toMatchObject([{ queryStringParameters }])
  })

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eu-central-1', 'aws'],
  ])('names the partition of %s', async (region, partition) => {
    const { gateway, events } = gatewayWith(() => allowAll, { region })
    await gateway.inject({ url: '/', headers: { authorization: 'x' } })
    expect(String(events[0]?.['methodArn']).split(':')[1]).toBe(partition)
  })

  it.each([
    ['a stage with a slash', { stage: 'a/b' }],
    ['a stage with a star', { stage: '*' }],
    ['no stage', { stage: '' }],
    ['a region with a colon', { region: 'a:b' }],
    ['an account that is no number', { accountId: 'me' }],
    ['an API id with a slash', { apiId: 'a/b' }],
  ])('refuses %s, which would make another ARN', (_case, names) => {
    expect(() => gatewayWith(() => allowAll, names)).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })
})
