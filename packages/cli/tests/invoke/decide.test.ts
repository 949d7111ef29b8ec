import { definePlugin, pass, requireScope } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { decideEvent, decideRequest } from '../../src/invoke/decide.js'
import type { InvokeResult } from '../../src/invoke/decide.js'
import { parseRequest } from '../../src/invoke/parse-request.js'
import { shapes } from '../helpers/shapes.js'

const reader = definePlugin({
  name: 'reader',
  requires: { credentials: ['token'] },
  validate: ({ token = '' }) => pass({ principalId: token, scopes: ['orders:read'] }),
})
const chatty = definePlugin({
  name: 'chatty',
  requires: { credentials: ['token'], inputs: ['method', 'route'] },
  validate: ({ route, method }) => pass({ principalId: 'ann', context: { route, method } }),
})

type Config = Partial<AuthchainConfig> & Pick<AuthchainConfig, 'plugins'>

async function decide(
  config: Config,
  positional: readonly string[],
  { header = ['authorization: ann'], deployedRoutes }: Asked = {},
): Promise<InvokeResult> {
  return decideRequest(parseRequest({ positional, header }, 'Authorization'), {
    config,
    runtime: { logger: createTestLogger() },
    deployedRoutes,
  })
}
interface Asked {
  readonly header?: readonly string[]
  readonly deployedRoutes?: readonly string[]
}

describe('decideRequest', () => {
  const table: Config = {
    plugins: [reader()],
    routes: {
      'GET /orders/{id}': requireScope('orders:read'),
      'DELETE /orders/{id}': requireScope('orders:write'),
    },
    routesFrom: 'table',
  }

  it('routes by the table, so that a listed route is no unlisted one', async () => {
    expect(await decide(table, ['GET', '/orders/7'])).toMatchObject({ effect: 'Allow' })
  })

  it('evaluates the policy of a table for this request: a Deny elsewhere in it does not matter', async () => {
    const denied = await decide(table, ['DELETE', '/orders/7'])
    expect(denied).toMatchObject({ effect: 'Deny', status: 403, kind: 'forbidden' })
    expect(denied.principalId).toBe('ann')
    const allowed = await decide(table, ['GET', '/orders/7'])
    expect(allowed.policy?.Statement.some(({ Effect }) => Effect === 'Deny')).toBe(true)
    expect(allowed.status).toBe(200)
  })

  it.each([
    ['a REST API answers 403', { type: 'REQUEST' }, 403],
    ['an HTTP API answers 404', { api: 'http' }, 404],
  ] as const)(
    'asks nobody for a request that no route takes: %s',
    async (_case, authorizer, status) => {
      const result = await decide({ ...table, authorizer }, ['GET', '/nowhere'])
      expect(result).toMatchObject({ effect: 'Deny', status, kind: 'forbidden', steps: [] })
      expect(result.policy).toBeUndefined()
    },
  )

  it('takes the routes that an OpenAPI file deploys before those of the table', async () => {
    const deployedRoutes = ['GET /orders/{id}', 'DELETE /orders/{id}', 'GET /health']
    const config = { ...table, routesFrom: 'openapi.yaml', defaultRule: requireScope('x') }
    const health = await decide(config, ['GET', '/health'], { deployedRoutes })
    expect(health).toMatchObject({ status: 403, principalId: 'ann' })
    expect((await decide(config, ['GET', '/nowhere'], { deployedRoutes })).steps).toEqual([])
  })

  it('tells the chain the template that API Gateway would route to', async () => {
    const config: Config = { authorizer: { type: 'REQUEST', ttlSeconds: 0 }, plugins: [chatty()] }
    const { context } = await decide(config, ['PATCH', '/a%2fb//c'])
    expect(context).toMatchObject({ method: 'PATCH', route: '/{proxy+}' })
  })

  it.each(shapes.map(({ name, authorizer }) => [name, authorizer] as const))(
    'is 401 without a credential, and nobody is asked: %s',
    async (_name, authorizer) => {
      const config = { authorizer, plugins: [reader()] } as Config
      const bare = await decide(config, ['/'], { header: [] })
      expect(bare).toMatchObject({ status: 401, kind: 'unauthenticated', steps: [] })
      expect(await decide(config, ['/'])).toMatchObject({ status: 200, principalId: 'ann' })
    },
  )

  it.each([
    ['a path', ['/orders']],
    ['a method', ['POST', '/']],
  ])('refuses %s under a WebSocket API', async (_case, positional) => {
    const config: Config = { authorizer: { api: 'websocket' }, plugins: [reader()] }
    await expect(decide(config, positional)).rejects.toMatchObject({ code: 'AC3002' })
  })

  it('calls an answer that cannot be given a failure', async () => {
    const broken = definePlugin({ name: 'broken', validate: () => undefined as never })
    const result = await decide({ plugins: [broken()] }, ['/'])
    expect(result).toMatchObject({ effect: 'Deny', status: 500, kind: 'failure' })
  })
})

describe('decideEvent', () => {
  const config: Config = {
    authorizer: { type: 'TOKEN' },
    plugins: [reader()],
    routes: { 'GET /orders/{id}': requireScope('orders:read') },
    routesFrom: 'table',
  }
  const ask = async (methodArn: string): Promise<InvokeResult> =>
    decideEvent(
      { type: 'TOKEN', authorizationToken: 'ann', methodArn },
      { config, runtime: { logger: createTestLogger() }, deployedRoutes: undefined },
    )

  it("evaluates the policy for the event's own ARN", async () => {
    const api = 'arn:aws:execute-api:us-east-1:123456789012:abc/dev'
    expect(await ask(`${api}/GET/orders/7`)).toMatchObject({ effect: 'Allow', status: 200 })
    expect(await ask(`${api}/POST/orders`)).toMatchObject({ effect: 'Deny', status: 403 })
  })
})
