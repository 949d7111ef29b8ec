import { once } from 'node:events'
import { request as send } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChain } from '@authchain/core'
import { serve } from '@hono/node-server'
import { beforeAll, describe, expect, it } from 'vitest'
import config from '../plugins.config.ts'
import { createApp } from '../src/app.ts'
import { signToken } from './helpers/sign-token.ts'

process.env['JWT_SECRET'] = 'a secret of the tests, longer than 32 bytes'

let app: ReturnType<typeof createApp>
const get = async (token?: string): Promise<Response> =>
  app.request(
    '/orders/42',
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  )

describe('a Hono app behind a chain', () => {
  beforeAll(async () => {
    app = createApp(await createChain(config))
  })

  it('serves a caller with a good token, by name', async () => {
    const response = await get(await signToken('orders:read'))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      id: '42',
      principalId: 'user-1',
      issuer: 'https://auth.example.com/',
    })
  })

  it.each<[string, string | undefined, number, string]>([
    ['without a token', undefined, 401, 'Bearer realm="orders"'],
    ['with an expired token', 'expired', 401, 'Bearer realm="orders", error="invalid_token"'],
    ['without the scope', 'no-scope', 403, 'Bearer realm="orders", error="insufficient_scope"'],
  ])('denies a caller %s', async (_case, which, status, challenge) => {
    const scope = which === 'no-scope' ? 'orders:list' : 'orders:read'
    const token = await signToken(scope, which === 'expired' ? { exp: 1 } : {})
    const response = await get(which === undefined ? undefined : token)
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([status, challenge])
  })

  it('leaves open what is not behind the middleware', async () => {
    expect((await app.request('/health')).status).toBe(200)
  })

  it('sees on Node what was sent: the same token twice, or two', async () => {
    const [one, other] = [
      await signToken('orders:read'),
      await signToken('orders:read', { jti: '2' }),
    ]
    expect(await getOverNode(one, one)).toBe(200)
    expect(await getOverNode(one, other)).toBe(401)
  })
})

async function getOverNode(...tokens: string[]): Promise<number | undefined> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const pairs = tokens.flatMap((token) => ['Authorization', `Bearer ${token}`])
  const headers = ['Host', 'localhost', ...pairs]
  const sent = send({ port, host: '127.0.0.1', path: '/orders/42', headers })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  server.close()
  return response.statusCode
}
