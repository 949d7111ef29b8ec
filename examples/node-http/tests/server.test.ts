import { once } from 'node:events'
import type { Server } from 'node:http'
import { request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChain } from '@authchain/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import config from '../plugins.config.ts'
import { createOrdersServer } from '../src/server.ts'
import { signToken } from './helpers/sign-token.ts'

process.env['JWT_SECRET'] = 'a secret of the tests, longer than 32 bytes'

interface Answer {
  readonly status: number | undefined
  readonly challenge: string | undefined
  readonly body: unknown
}

let server: Server

/** Over the wire: `headers` as pairs, so that one can come twice. */
async function get(...authorizations: string[]): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  const headers = [
    'Host',
    'localhost',
    ...authorizations.flatMap((value) => ['Authorization', value]),
  ]
  const sent = send({ port, host: '127.0.0.1', path: '/orders?page=1', headers })
  sent.end()
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response) text += String(chunk)
  const challenge: string | undefined = response.headers['www-authenticate']
  return { status: response.statusCode, challenge, body: JSON.parse(text) as unknown }
}

describe('a node:http server behind a chain', () => {
  beforeAll(async () => {
    server = createOrdersServer(await createChain(config))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.close()
  })

  it('serves a caller with a good token, by name', async () => {
    const token = await signToken('orders:read')
    expect(await get(`Bearer ${token}`)).toEqual({
      status: 200,
      challenge: undefined,
      body: { principalId: 'user-1', issuer: 'https://auth.example.com/' },
    })
  })

  it('asks a caller without a token for one', async () => {
    expect(await get()).toEqual({
      status: 401,
      challenge: 'Bearer realm="orders"',
      body: { message: 'Unauthorized' },
    })
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['that has expired', { exp: 1 }],
    ['for another audience', { aud: 'billing' }],
  ])('denies a token %s', async (_case, claims) => {
    const token = await signToken('orders:read', claims)
    expect(await get(`Bearer ${token}`)).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="orders", error="invalid_token"',
    })
  })

  it('denies a good token without the scope', async () => {
    const token = await signToken('orders:list')
    expect(await get(`Bearer ${token}`)).toEqual({
      status: 403,
      challenge: 'Bearer realm="orders", error="insufficient_scope"',
      body: { message: 'Forbidden' },
    })
  })

  it('denies two different tokens, even when both are good', async () => {
    const tokens = [await signToken('orders:read'), await signToken('orders:read orders:write')]
    expect(await get(...tokens.map((token) => `Bearer ${token}`))).toMatchObject({ status: 401 })
  })
})
