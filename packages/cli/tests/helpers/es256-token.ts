/** An issuer that is a key pair alone. */
import { createPrivateKey, sign } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'

const toSegment = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')

/** A token for the API `orders`, good for three days: long enough to outlive keys that are held. */
export function signWithKey(key: JsonWebKey, issuer: string, claims: object = {}): string {
  const issuedAt = Math.floor(Date.now() / 1000)
  const payload = { iss: issuer, aud: 'orders', sub: 'ada', iat: issuedAt, exp: issuedAt + 259_200 }
  const header = { alg: 'ES256', kid: key['kid'], typ: 'JWT' }
  const data = `${toSegment(header)}.${toSegment({ ...payload, ...claims })}`
  const privateKey = createPrivateKey({ key, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(data), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${data}.${signature.toString('base64url')}`
}

/** What an issuer publishes of it. */
export function toPublicKey({ d: _d, ...publicKey }: JsonWebKey): JsonWebKey {
  return publicKey
}
