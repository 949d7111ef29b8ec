import { describe, expect, it } from 'vitest'
import { createGateway, parseOpenApiRoutes, toRoutePatterns } from '../../src/index.js'
import { allowAll, api, requestAuthorizer } from '../helpers/authorizers.js'

const orders = `
openapi: 3.0.3
info: { title: Orders, version: '1' }
security: [{ bearer: [] }]
paths:
  /orders:
    summary: the orders
    parameters: []
    get: { x-amazon-apigateway-integration: { type: AWS_PROXY, uri: { Ref: anything } } }
    post: { security: [{ lambda: [] }] }
  /orders/{id}:
    get: { security: [] }
    delete: { security: [{ iam: [] }] }
    patch: { security: [{}, { lambda: [] }] }
  /files/{path+}:
    x-amazon-apigateway-any-method: { security: [{ users: [] }, { lambda: [] }] }
  /me:
    get: { security: [{ users: [] }] }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    lambda:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer: { type: request, identitySource: method.request.header.Authorization }
    users:
      type: apiKey
      x-amazon-apigateway-authorizer: { type: cognito_user_pools }
    iam: { type: apiKey, x-amazon-apigateway-authtype: awsSigv4 }
x-amazon-apigateway-gateway-responses:
  UNAUTHORIZED:
    statusCode: 401
    responseParameters: { gatewayresponse.header.WWW-Authenticate: "'Bearer'" }
`

describe('parseOpenApiRoutes', () => {
  it('tells who stands before each route', () => {
    const { routes, publicRoutes, otherRoutes, operations } = parseOpenApiRoutes(orders, 'o.yaml')
    expect({ routes, publicRoutes, otherRoutes }).toEqual({
      routes: ['GET /orders', 'POST /orders', 'PATCH /orders/{id}', 'ANY /files/{path+}'],
      publicRoutes: ['GET /orders/{id}'],
      otherRoutes: ['DELETE /orders/{id}', 'GET /me'],
    })
    expect(operations.find(({ pattern }) => pattern === 'PATCH /orders/{id}')).toEqual({
      pattern: 'PATCH /orders/{id}',
      protection: 'authorizer',
      schemes: ['lambda'],
      pointer: '/paths/~1orders~1{id}/patch',
    })
  })

  it('gives what createGateway takes', async () => {
    const gateway = createGateway({
      ...api,
      handler: async () => allowAll,
      authorizer: requestAuthorizer,
      ...parseOpenApiRoutes(orders, 'o.yaml'),
    })
    const status = async (method: string, url: string): Promise<number> =>
      (await gateway.inject({ method, url })).status
    expect(await status('GET', '/orders')).toBe(401)
    expect(await status('GET', '/orders/7')).toBe(200)
    expect(await status('DELETE', '/orders/7')).toBe(403)
    expect(await status('PUT', '/orders')).toBe(403)
    const { headers } = await gateway.inject({ url: '/orders' })
    expect(headers).toMatchObject({ 'www-authenticate': 'Bearer' })
  })

  it("reads JSON, and an HTTP API's default route", () => {
    const document = {
      openapi: '3.1.0',
      paths: { '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true } } },
    }
    const read = parseOpenApiRoutes(JSON.stringify(document), 'api.json')
    expect(read.publicRoutes).toEqual(['$default'])
    expect(toRoutePatterns(read, 'http')).toEqual(['$default'])
    expect(() => toRoutePatterns(read, 'rest')).toThrow(expect.objectContaining({ code: 'AC1001' }))
  })

  it.each([
    ['what is no YAML', 'a: [', 'api.yaml:'],
    ['a key twice', 'openapi: 3.0.0\nopenapi: 3.0.0', 'api.yaml:2:1: /: not YAML'],
    ['text', 'hello', 'api.yaml: /: an object'],
    ['Swagger 2', 'swagger: "2.0"', 'api.yaml: /openapi: version 3'],
    ['paths that are none', 'openapi: 3.0.0\npaths: 7', 'api.yaml: /paths: an object'],
    ['an operation that is none', doc('/a: { get: [] }'), 'api.yaml: /paths/~1a/get: an object'],
    ['a reference', doc('/a: { $ref: x }'), 'api.yaml: /paths/~1a/$ref: references'],
    ['TRACE', doc('/a: { trace: {} }'), 'api.yaml: /paths/~1a/trace: API Gateway'],
    ['a path that is none', doc('/a//b: { get: {} }'), 'api.yaml: /paths/~1a~1~1b/get: "GET'],
    ['a wildcard', doc('/a/*: { get: {} }'), 'api.yaml: /paths/~1a~1*/get: "GET'],
    [
      'an unknown scheme',
      doc('/a: { get: { security: [{ x: [] }] } }'),
      '/paths/~1a/get/security: no',
    ],
    ['security that is no list', doc('/a: { get: { security: {} } }'), '/get/security: a list'],
    [
      'an authorizer of an unknown type',
      `${doc('{}')}\ncomponents: { securitySchemes: { x: { x-amazon-apigateway-authorizer: {} } } }`,
      '/components/securitySchemes/x/x-amazon-apigateway-authorizer/type: token',
    ],
    [
      'a gateway response that could not be sent',
      `${doc('{}')}\nx-amazon-apigateway-gateway-responses: { UNAUTHORIZED: { statusCode: 99 } }`,
      '/x-amazon-apigateway-gateway-responses/UNAUTHORIZED: not a status',
    ],
    ['aliases without end', bomb(), 'api.yaml: /: not YAML'],
    ['thousands of aliases', `${doc('{}')}\nx-a: &a 1\nx-b: [${'*a, '.repeat(1001)}]`, 'aliases'],
  ])('refuses %s and says where', (_case, text, message) => {
    expect(() => parseOpenApiRoutes(text, 'api.yaml')).toThrow(
      expect.objectContaining({
        code: 'AC1001',
        message: expect.stringContaining(message) as unknown,
      }),
    )
  })

  it('takes names of JavaScript for what they are', () => {
    const read = parseOpenApiRoutes(doc('/__proto__: { get: {} }'), 'api.yaml')
    expect(read.publicRoutes).toEqual(['GET /__proto__'])
  })
})

describe('toRoutePatterns', () => {
  it('lists every route, whoever stands before it', () => {
    const patterns = toRoutePatterns(parseOpenApiRoutes(orders, 'o.yaml'), 'rest')
    expect(patterns).toHaveLength(7)
    expect(patterns).toContain('GET /me')
  })

  it('refuses two routes that a REST API cannot have beside each other', () => {
    const read = parseOpenApiRoutes(doc('/a/{x}: { get: {} }\n  /a/{y}: { post: {} }'), 'a.yaml')
    expect(() => toRoutePatterns(read, 'rest')).toThrow(expect.objectContaining({ code: 'AC1001' }))
    expect(toRoutePatterns(read, 'http')).toHaveLength(2)
  })
})

function doc(paths: string): string {
  return `openapi: 3.0.0\npaths:\n  ${paths}`
}

/** Each line holds the one before it ten times. */
function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*a${level - 1}`
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
  })
  return lines.join('\n')
}
