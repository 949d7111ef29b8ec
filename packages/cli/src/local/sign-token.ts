/** Signs test tokens (RFC 7515, compact). @module */
import { createHmac, sign } from 'node:crypto'
import type { TestKey } from './test-keys.js'

type Fields = Readonly<Record<string, unknown>>

/** With a key of the test issuer. */
export function signToken(key: TestKey, header: Fields, claims: Fields): string {
  const text = toSigningInput({ alg: key.algorithm, kid: key.keyId, ...header }, claims)
  const signature = sign('sha256', Buffer.from(text), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${text}.${signature.toString('base64url')}`
}

/** With the secret that the configuration shares with its issuer. @param algorithm - `HS256`, `HS384` or `HS512`. */
export function signWithSecret(
  secret: string,
  algorithm: string,
  header: Fields,
  claims: Fields,
): string {
  const text = toSigningInput({ alg: algorithm, ...header }, claims)
  const signature = createHmac(`sha${algorithm.slice(2)}`, secret).update(text)
  return `${text}.${signature.digest('base64url')}`
}

function toSigningInput(header: Fields, claims: Fields): string {
  return `${encode(header)}.${encode(claims)}`
}

function encode(value: Fields): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
