import { describe, expect, it } from 'vitest'
import {
  allow,
  createChain,
  createHandler,
  deny,
  pass,
  requireScope,
  toAuthContext,
} from '../../src/index.js'
import type { AnyPlugin, AuthchainConfig, PolicyStatement } from '../../src/index.js'
import { planAuthorizer, toCachePlan } from '../../src/manifest/index.js'
import { createTestClock, createTestLogger } from '../../src/testing/index.js'
import { httpV2Event, restRequestEvent, restTokenEvent } from '../../src/testing/index.js'
import { plugin } from '../helpers/plugins.js'

/** The token is a list of scopes. */
const scoped: AnyPlugin = plugin(
  'scoped',
  ({ token = '' }) => pass({ principalId: 'u', scopes: token.split(' ').filter(Boolean) }),
  { credentials: ['token'] },
)
const byPath = plugin('by-path', ({ path }) => pass({ context: { path: path ?? '' } }), {
  inputs: ['path'],
})

const orders: Pick<AuthchainConfig, 'plugins' | 'routes'> = {
  plugins: [scoped],
  routes: {
    'GET /orders/{id}': requireScope('read'),
    'POST /orders': requireScope('write'),
    'GET /health': allow,
  },
}
/** No policy says it for who may `a` and not `b`: depth cannot be bounded twice. */
const nested: Pick<AuthchainConfig, 'plugins' | 'routes'> = {
  plugins: [scoped],
  routes: {
    'GET /a/{x}': requireScope('a'),
    'GET /a/{x}/{y}': requireScope('b'),
    'GET /a/{x}/{y}/{z}': requireScope('a'),
  },
}

const prefix = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test'
const at = (method: string, path: string, resource: string, token = 'read') =>
  restRequestEvent({ method, path, resource, headers: { Authorization: token } })

function run(config: AuthchainConfig, options = {}) {
  const logger = createTestLogger()
  const handler = createHandler(config, { logger, clock: createTestClock(), ...options })
  const statements = async (event: object): Promise<readonly PolicyStatement[]> => {
    const answer = await handler(event)
    return 'policyDocument' in answer ? answer.policyDocument.Statement : []
  }
  return { handler, logger, statements }
}

/** As IAM evaluates: `*` any run, `?` any one character, a Deny wins. */
function isAllowed(statements: readonly PolicyStatement[], tail: string): boolean {
  const hits = (effect: string): boolean =>
    statements
      .filter(({ Effect }) => Effect === effect)
      .some(({ Resource }) => Resource.some((glob) => matches(glob, `${prefix}/${tail}`)))
  return hits('Allow') && !hits('Deny')
}
function matches(glob: string, text: string): boolean {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  return new RegExp(`^${source}$`).test(text)
}

describe('a handler with a route table', () => {
  it('answers for every route that the caller may call, whichever was asked for', async () => {
    const { statements } = run(orders)
    for (const event of [
      at('GET', '/orders/7', '/orders/{id}'),
      at('POST', '/orders', '/orders'),
    ]) {
      const policy = await statements(event)
      expect(isAllowed(policy, 'GET/orders/7')).toBe(true)
      expect(isAllowed(policy, 'GET/health')).toBe(true)
      expect(isAllowed(policy, 'POST/orders')).toBe(false)
      expect(isAllowed(policy, 'GET/orders')).toBe(false)
      expect(isAllowed(policy, 'GET/orders/7/items')).toBe(false)
      expect(isAllowed(policy, 'DELETE/orders/7')).toBe(false)
    }
  })

  it('says in the log that the request itself is denied, and by which route', async () => {
    const { handler, logger } = run(orders)
    await handler(at('POST', '/orders', '/orders'))
    expect(logger.lines.at(-1)?.fields).toMatchObject({
      effect: 'Deny',
      code: 'routes.denied',
      route: 'POST /orders',
    })
    await handler(at('GET', '/orders/7', '/orders/{id}'))
    expect(logger.lines.at(-1)?.fields).toMatchObject({
      effect: 'Allow',
      route: 'GET /orders/{id}',
    })
  })

  it('lets every Allow of the table end with the credential', async () => {
    const ending = plugin('ending', () => pass({ principalId: 'u', expiresAtSeconds: 4e9 }), {
      credentials: ['token'],
    })
    const { statements } = run({ ...orders, plugins: [ending], defaultRule: deny })
    const allows = (await statements(at('GET', '/health', '/health'))).filter(
      ({ Effect }) => Effect === 'Allow',
    )
    expect(allows.length).toBeGreaterThan(0)
    for (const { Condition } of allows) {
      expect(Condition).toEqual({
        DateLessThanIfExists: { 'aws:CurrentTime': '2096-10-02T07:06:40Z' },
      })
    }
  })

  it('is a failure, never an Allow, when a rule throws or answers something else', async () => {
    const throws = (): boolean => {
      throw new Error('database')
    }
    const promises = () => Promise.resolve(true) as unknown as boolean
    for (const rule of [promises, throws, () => 1 as unknown as boolean]) {
      const { handler } = run({ plugins: [scoped], routes: { 'GET /a': rule } })
      await expect(handler(at('GET', '/a', '/a'))).rejects.toThrow('Authorizer failure')
    }
  })

  it('does not answer for a route that the config says is not deployed', async () => {
    const { handler, logger } = run({ ...orders, routesFrom: 'table', defaultRule: allow })
    await expect(handler(at('GET', '/other', '/other'))).rejects.toThrow('Authorizer failure')
    expect(logger.lines.at(-1)?.fields).toMatchObject({ code: 'routes.unlisted' })
    await expect(handler(at('GET', '/health', '/health'))).resolves.toBeDefined()
  })
})

describe('a table that is complete, asked by a TOKEN authorizer', () => {
  const config: AuthchainConfig = {
    plugins: [scoped],
    routes: { 'GET /{p}/a': requireScope('read'), 'ANY /': requireScope('read') },
    defaultRule: allow,
    routesFrom: 'openapi.yaml',
  }
  const deployedRoutes = ['GET /{p}/a', 'ANY /', 'PUT /{p}']
  const cached = { type: 'TOKEN', ttlSeconds: 300 } as const
  const uncached = { type: 'TOKEN', ttlSeconds: 0 } as const

  it('answers for what is deployed and left to defaultRule', async () => {
    const { statements } = run({ ...config, authorizer: cached }, { deployedRoutes })
    const policy = await statements(restTokenEvent('read', { method: 'PUT', path: '/x' }))
    expect(isAllowed(policy, 'PUT/x')).toBe(true)
  })

  it('denies what is oddly spelt instead of failing', async () => {
    for (const authorizer of [cached, uncached]) {
      const { statements } = run({ ...config, authorizer }, { deployedRoutes })
      const policy = await statements(restTokenEvent('read', { method: 'GET', path: '//a' }))
      expect(isAllowed(policy, 'GET//a')).toBe(false)
    }
  })

  it('does not answer for what is not deployed', async () => {
    const { handler } = run(
      { ...config, authorizer: cached },
      { deployedRoutes: ['GET /{p}/a', 'ANY /'] },
    )
    const event = restTokenEvent('read', { method: 'PUT', path: '/x' })
    await expect(handler(event)).rejects.toThrow('Authorizer failure')
  })
})

describe('a table that no policy can say', () => {
  it('puts the route into the cache key and answers for it alone', async () => {
    const config: AuthchainConfig = { ...nested, routesFrom: 'table' }
    expect(toCachePlan(config)).toMatchObject({
      scope: 'per-route',
      ttlSeconds: 300,
      identitySources: [
        'method.request.header.Authorization',
        'context.httpMethod',
        'context.resourcePath',
      ],
    })
    const { statements, handler } = run(config)
    const allowed = await statements(at('GET', '/a/1', '/a/{x}', 'a'))
    expect(allowed).toEqual([
      { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${prefix}/GET/*`] },
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${prefix}/*//*`] },
    ])
    const denied = await statements(at('GET', '/a/1/2', '/a/{x}/{y}', 'a'))
    expect(denied).toMatchObject([{ Effect: 'Deny', Resource: [`${prefix}/*`] }])
    await expect(handler(at('GET', '/b', '/b', 'a'))).rejects.toThrow('Authorizer failure')
  })

  it('is answered by the path where what is deployed is not known', async () => {
    expect(toCachePlan(nested).identitySources).toEqual([
      'method.request.header.Authorization',
      'context.httpMethod',
      'context.path',
    ])
    const { statements, handler } = run(nested)
    const open = await statements(at('GET', '/a/1', '/{proxy+}', 'a'))
    expect(isAllowed(open, 'GET/a/1')).toBe(true)
    const closed = await statements(at('GET', '/a/1/2', '/{proxy+}', 'a'))
    expect(isAllowed(closed, 'GET/a/1/2')).toBe(false)
    await expect(handler(at('GET', '/%61/1', '/{proxy+}', 'a'))).resolves.toMatchObject({
      context: { code: 'request.path_spelling' },
    })
  })

  it('is refused for a TOKEN authorizer that caches, and uncached where the TTL is left out', () => {
    const token = (ttlSeconds?: number): AuthchainConfig => ({
      ...nested,
      authorizer: { type: 'TOKEN', ...(ttlSeconds === undefined ? {} : { ttlSeconds }) },
    })
    expect(() => createHandler(token(300))).toThrow(
      expect.objectContaining({
        code: 'AC1016',
        message: expect.stringContaining('GET /a/{x}/{y}'),
      }),
    )
    expect(toCachePlan(token())).toMatchObject({ ttlSeconds: 0, scope: 'per-route' })
    expect(toCachePlan(token(0)).identitySources).toEqual(['method.request.header.Authorization'])
  })

  it('decides by the path of a TOKEN event', async () => {
    const { statements } = run({ ...nested, authorizer: { type: 'TOKEN', ttlSeconds: 0 } })
    const event = (path: string) => restTokenEvent('a', { path })
    expect(isAllowed(await statements(event('/a/1')), 'GET/a/1')).toBe(true)
    expect(isAllowed(await statements(event('/a/1/2')), 'GET/a/1/2')).toBe(false)
  })
})

describe('a table before a plugin that reads the path', () => {
  it('opens the one request, and denies it where the table does', async () => {
    const config: AuthchainConfig = { ...orders, plugins: [scoped, byPath] }
    expect(toCachePlan(config)).toMatchObject({ scope: 'request', ttlSeconds: 0 })
    const { statements } = run(config)
    expect(await statements(at('GET', '/orders/7', '/orders/{id}'))).toMatchObject([
      { Effect: 'Allow', Resource: [`${prefix}/GET/orders/7`] },
    ])
    expect(await statements(at('POST', '/orders', '/orders'))).toMatchObject([{ Effect: 'Deny' }])
  })
})

describe('a table on an HTTP API with simple responses', () => {
  const authorizer = { api: 'http', response: 'simple' } as const

  it('keeps answers per route', async () => {
    const config: AuthchainConfig = { ...orders, authorizer, routesFrom: 'table' }
    const plan = toCachePlan(config)
    expect(plan.scope).toBe('per-route')
    expect(plan.identitySources).toContain('$context.routeKey')
    const { handler } = run(config)
    const event = (method: string, path: string, resource: string) =>
      httpV2Event({ method, path, resource, headers: { Authorization: 'read' } })
    expect(await handler(event('GET', '/orders/7', '/orders/{id}'))).toMatchObject({
      isAuthorized: true,
    })
    expect(await handler(event('POST', '/orders', '/orders'))).toMatchObject({
      isAuthorized: false,
    })
  })
})

describe('answers that are kept by the route key of an HTTP API', () => {
  const config: AuthchainConfig = {
    plugins: [scoped],
    authorizer: { api: 'http' },
    routesFrom: 'table',
    routes: {
      'ANY /a/{x}': requireScope('a'),
      'DELETE /a/{x}': requireScope('b'),
      'GET /a/{x}/{y}': requireScope('b'),
      'GET /a/{x}/{y}/{z}': requireScope('a'),
    },
  }
  const event = (method: string, routeKey: string, path: string) => ({
    ...httpV2Event({ method, path, headers: { Authorization: 'a' } }),
    routeKey,
  })

  it('are right for every method of the key, whichever verb came first', async () => {
    expect(toCachePlan(config)).toMatchObject({
      scope: 'per-route',
      identitySources: ['$request.header.Authorization', '$context.routeKey'],
    })
    const { statements } = run(config)
    for (const method of ['GET', 'POST', 'PROPFIND']) {
      const policy = await statements(event(method, 'ANY /a/{x}', '/a/1'))
      expect(isAllowed(policy, 'GET/a/1')).toBe(true)
      expect(isAllowed(policy, 'POST/a/1')).toBe(true)
      expect(isAllowed(policy, 'PROPFIND/a/1')).toBe(false)
    }
    const denied = await statements(event('DELETE', 'DELETE /a/{x}', '/a/1'))
    expect(isAllowed(denied, 'DELETE/a/1')).toBe(false)
  })

  it('need the method too where a deployed ANY stands for several rules', () => {
    const deployedRoutes = ['ANY /a/{x}', 'GET /a/{x}/{y}', 'GET /a/{x}/{y}/{z}']
    expect(toCachePlan({ ...config, routesFrom: 'api.yaml' }, { deployedRoutes })).toMatchObject({
      identitySources: [
        '$request.header.Authorization',
        '$context.httpMethod',
        '$context.routeKey',
      ],
    })
  })
})

describe('the routes of a file', () => {
  const config: AuthchainConfig = { ...orders, routesFrom: 'openapi.yaml' }

  it('must have been read', () => {
    expect(() => createHandler(config)).toThrow(expect.objectContaining({ code: 'AC1017' }))
  })

  it('are what is deployed', () => {
    const deployedRoutes = ['GET /orders/{orderId}', 'POST /orders', 'GET /health']
    const { routePlan } = planAuthorizer(config, { deployedRoutes })
    expect(routePlan?.routes.isDeployed('GET', '/orders/{any}')).toBe(true)
    expect(routePlan?.routes.isDeployed('DELETE', '/orders/{any}')).toBe(false)
  })
})

describe("a chain of one's own with a route table", () => {
  it('decides the route of the request', async () => {
    const chain = await createChain(orders, { logger: createTestLogger() })
    const ask = async (method: string, path: string) =>
      chain(toAuthContext({ method, path, headers: { authorization: 'read' } }))
    expect(await ask('GET', '/orders/7')).toMatchObject({ effect: 'Allow' })
    expect(await ask('POST', '/orders')).toMatchObject({ kind: 'forbidden', code: 'routes.denied' })
    expect(await ask('GET', '/unlisted')).toMatchObject({
      kind: 'forbidden',
      code: 'routes.denied',
    })
    expect(await ask('GET', '/orders//7')).toMatchObject({ code: 'request.path_spelling' })
  })

  it('needs a method and a path', async () => {
    const chain = await createChain(orders, { logger: createTestLogger() })
    const decision = await chain(toAuthContext({ headers: { authorization: 'read' } }))
    expect(decision).toMatchObject({ effect: 'Deny', kind: 'failure' })
  })
})
