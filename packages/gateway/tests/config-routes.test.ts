import { abstain, defineConfig, definePlugin, pass, requireScope } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { createGateway, parseOpenApiRoutes, toRoutePatterns } from '../src/index.js'

/** The token is the caller's scopes. */
const demo = definePlugin({
  name: 'demo',
  validate({ token }) {
    return token === undefined
      ? abstain('no token')
      : pass({ principalId: 'u', scopes: token.split(' ') })
  },
})
const runtime = { logger: createTestLogger() }

describe.each([
  ['a REST API', { type: 'REQUEST' }, 403],
  ['an HTTP API', { api: 'http' }, 404],
] as const)('the route table of a config for %s', (_case, authorizer, lost) => {
  const config = defineConfig({
    authorizer,
    plugins: [demo()],
    routes: {
      'GET /orders': requireScope('read'),
      'GET /orders/{id}': requireScope('read'),
      'DELETE /orders/{id}': requireScope('write'),
    },
    routesFrom: 'table',
  })

  it('gives the routes, and the rules hold from the cache too', async () => {
    const gateway = createGateway({ config, runtime })
    const send = async (method: string, url: string): Promise<readonly unknown[]> => {
      const request = { method, url, headers: { authorization: 'read' } }
      const { status, trace } = await gateway.inject(request)
      return [status, trace.cache]
    }
    expect(await send('GET', '/orders/7')).toEqual([200, 'MISS'])
    expect(await send('GET', '/orders')).toEqual([200, 'HIT'])
    expect(await send('DELETE', '/orders/7')).toEqual([403, 'HIT'])
    expect(await send('PUT', '/orders/7')).toEqual([lost, 'NONE'])
  })

  it('gives way to routes that are written', async () => {
    const gateway = createGateway({ config, runtime, routes: ['GET /other'] })
    expect((await gateway.inject({ url: '/orders' })).status).toBe(lost)
    expect((await gateway.inject({ url: '/other' })).status).toBe(401)
  })

  it('takes what an OpenAPI file deploys', async () => {
    const openApi = parseOpenApiRoutes(
      '{"openapi":"3.0.0","paths":{"/orders":{"get":{}},"/more":{"get":{}}}}',
      'api.json',
    )
    const kind = authorizer === undefined || 'type' in authorizer ? 'rest' : 'http'
    const deployedRoutes = toRoutePatterns(openApi, kind)
    const gateway = createGateway({ config, runtime, deployedRoutes })
    const headers = { authorization: 'read' }
    expect((await gateway.inject({ url: '/orders', headers })).status).toBe(200)
    expect((await gateway.inject({ url: '/more', headers })).status).toBe(403)
  })
})
