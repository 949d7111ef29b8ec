/** The demo's requests, and what each must be answered with. @module */
import { generateKeyPair } from 'jose'
import type { CreatedApiKey } from '@authchain/plugins-apikey'
import type { Issuer } from './issuer.ts'

export interface Row {
  readonly what: string
  readonly method: string
  readonly path: string
  /** Values of the Authorization header; two of them are sent as two headers. */
  readonly authorization: readonly string[]
  readonly status: 200 | 401 | 403
  /** Part of the gateway's reason. */
  readonly reason: string
}

export interface Keys {
  readonly reader: CreatedApiKey
  readonly writer: CreatedApiKey
  readonly revoked: CreatedApiKey
}

export async function createRows(issuer: Issuer, keys: Keys): Promise<readonly Row[]> {
  const reader = await issuer.requestToken('orders:read')
  const writer = await issuer.requestToken('orders:write')
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    sub: 'orders-web',
    aud: 'orders',
    scope: 'orders:read',
    iat: now,
    exp: now + 300,
  }
  const { privateKey: stranger } = await generateKeyPair('ES256')
  const [, payload = ''] = reader.split('.')
  const unsigned = `${toBase64Url('{"alg":"none","typ":"at+jwt"}')}.${payload}.`
  const { key } = keys.reader
  const mistyped = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`

  const get = (
    what: string,
    authorization: readonly string[],
    status: Row['status'],
    reason: string,
  ): Row => ({
    what,
    method: 'GET',
    path: '/orders/42',
    authorization,
    status,
    reason,
  })
  return [
    get('no credential', [], 401, 'identity source Authorization missing'),
    get('token with orders:read', [`Bearer ${reader}`], 200, 'allow'),
    {
      ...get('the same token, another route', [`Bearer ${reader}`], 200, 'allow'),
      path: '/orders',
    },
    {
      ...get('the same token, POST', [`Bearer ${reader}`], 403, 'no statement matched'),
      method: 'POST',
      path: '/orders',
    },
    {
      ...get('the same token, a route that is not there', [`Bearer ${reader}`], 403, 'no route'),
      path: '/refunds',
    },
    get('token with orders:write only', [`Bearer ${writer}`], 403, 'no statement matched'),
    {
      ...get('the same token, POST', [`Bearer ${writer}`], 200, 'allow'),
      method: 'POST',
      path: '/orders',
    },
    get(
      'expired token',
      [`Bearer ${await issuer.sign({ ...claims, exp: now - 60 })}`],
      401,
      'jwt.expired',
    ),
    get(
      'token for another API',
      [`Bearer ${await issuer.sign({ ...claims, aud: 'billing' })}`],
      401,
      'jwt.audience',
    ),
    get(
      'token of another issuer',
      [`Bearer ${await issuer.sign({ ...claims, iss: 'https://evil.example' })}`],
      401,
      'jwt.issuer',
    ),
    get(
      'token signed with another key',
      [`Bearer ${await issuer.sign(claims, stranger)}`],
      401,
      'jwt.bad_signature',
    ),
    get('token with alg: none', [`Bearer ${unsigned}`], 401, 'jwt.'),
    get('token cut short', [`Bearer ${reader.slice(0, -1)}`], 401, 'jwt.'),
    get('API key', [`Bearer ${key}`], 200, 'allow'),
    get('API key without the scope', [`Bearer ${keys.writer.key}`], 403, 'no statement matched'),
    get('revoked API key', [`Bearer ${keys.revoked.key}`], 401, 'api_key.disabled'),
    get('API key with a typing error', [`Bearer ${mistyped}`], 401, 'api_key.malformed'),
    get(
      'two Authorization headers',
      [`Bearer ${writer}`, `Bearer ${await issuer.sign(claims)}`],
      401,
      'request.ambiguous',
    ),
    get('another scheme', [`Basic ${btoa('ada:lovelace')}`], 401, 'chain.no_credential'),
  ]
}

function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
