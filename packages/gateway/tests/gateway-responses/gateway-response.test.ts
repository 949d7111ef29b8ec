import { describe, expect, it } from 'vitest'
import type { GatewayResponses } from '../../src/index.js'
import { gatewayWith, policy } from '../helpers/authorizers.js'

const denies = { principalId: 'u', policyDocument: policy('Deny', '*') }
const request = { url: '/pets', headers: { authorization: 'x', origin: 'https://a.example' } }

async function answer(gatewayResponses: GatewayResponses, context: object = {}) {
  const { gateway } = gatewayWith(() => ({ ...denies, context }), { gatewayResponses })
  return gateway.inject(request)
}

describe('gateway responses', () => {
  it('adds headers from literals, the request and the context of a Deny', async () => {
    const response = await answer(
      {
        ACCESS_DENIED: {
          responseParameters: {
            'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
            'gatewayresponse.header.X-Origin': 'method.request.header.Origin',
            'gatewayresponse.header.X-Code': 'context.authorizer.code',
            'gatewayresponse.header.X-Nothing': 'context.authorizer.none',
          },
        },
      },
      { code: 'tenant.not_allowed' },
    )
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'x-origin': 'https://a.example',
      'x-code': 'tenant.not_allowed',
    })
    expect(response.headers).not.toHaveProperty('x-nothing')
  })

  it('never lets a context value end the header that carries it', async () => {
    const { headers } = await answer(
      {
        ACCESS_DENIED: {
          responseParameters: { 'gatewayresponse.header.X-Code': 'context.authorizer.code' },
        },
      },
      { code: 'a\r\nSet-Cookie: b=c' },
    )
    expect(headers).not.toHaveProperty('x-code')
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it('renders templates by plain substitution, without escaping, as AWS does', async () => {
    const response = await answer(
      {
        ACCESS_DENIED: {
          statusCode: 404,
          responseTemplates: {
            'application/problem+json':
              '{"type":"$context.error.responseType","detail":$context.error.messageString,' +
              '"code":"$context.authorizer.code","stage":"$context.stage","who":"$context.authorizer.principalId","x":"$context.none","c":"$5"}',
          },
        },
      },
      { code: 'a"b' },
    )
    expect(response.status).toBe(404)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.body).toBe(
      '{"type":"ACCESS_DENIED","detail":"User is not authorized to access this resource with an explicit deny",' +
        '"code":"a"b","stage":"test","who":"u","x":"","c":"$5"}',
    )
  })

  it('goes by the specific type before the general one', async () => {
    expect((await answer({ DEFAULT_4XX: { statusCode: 418 } })).status).toBe(418)
    const both = { DEFAULT_4XX: { statusCode: 418 }, ACCESS_DENIED: { statusCode: '401' } }
    expect((await answer(both)).status).toBe(401)
    expect((await answer({ DEFAULT_5XX: { statusCode: 418 } })).status).toBe(403)
  })

  it.each([
    ['a status that is none', { statusCode: 'teapot' }],
    ['a status below 200', { statusCode: 101 }],
    ['a parameter that is no header', { responseParameters: { 'x-a': "'1'" } }],
    ['a header name with a space', { responseParameters: { 'gatewayresponse.header.a b': "'1'" } }],
  ])('are refused for %s', (_case, change) => {
    expect(() => gatewayWith(() => denies, { gatewayResponses: { DEFAULT_4XX: change } })).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })

  it('has no context on a 401 and a 500', async () => {
    const template = { responseTemplates: { 'application/json': '[$context.authorizer.code]' } }
    const { gateway } = gatewayWith(() => ({ ...denies, context: { code: {} } }), {
      gatewayResponses: { DEFAULT_4XX: template, DEFAULT_5XX: template },
    })
    expect((await gateway.inject({ url: '/' })).body).toBe('[]')
    expect((await gateway.inject(request)).body).toBe('[]')
  })
})
