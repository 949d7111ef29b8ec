/** Tokens of an issuer that shares a secret with the API. */
import { createHmac } from 'node:crypto'

const toSegment = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')

/** An HS256 token for the API `orders`, good for an hour. */
export function signWithSecret(secret: string, claims: object = {}): string {
  const issuedAt = Math.floor(Date.now() / 1000)
  const payload = {
    iss: 'orders-auth',
    aud: 'orders',
    sub: 'ada',
    iat: issuedAt,
    exp: issuedAt + 3600,
  }
  const data = `${toSegment({ alg: 'HS256', typ: 'JWT' })}.${toSegment({ ...payload, ...claims })}`
  return `${data}.${createHmac('sha256', secret).update(data).digest('base64url')}`
}
