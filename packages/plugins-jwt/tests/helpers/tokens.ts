/** Tokens, good and hostile, signed by hand so that any header and payload can be had. @module */
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { algorithmFacts } from '../../src/algorithm.js'
import type { JwtAlgorithm } from '../../src/algorithm.js'

export const nowSeconds = 1_790_000_000
export const issuer = 'https://issuer.example/'
export const audience = 'https://api.example'

/** Claims that hold. */
export const goodClaims = {
  iss: issuer,
  aud: audience,
  sub: 'user-1',
  iat: nowSeconds - 60,
  exp: nowSeconds + 600,
} as const

export interface TestKey {
  readonly algorithm: JwtAlgorithm
  readonly privateKey: KeyObject
  readonly jwk: Readonly<Record<string, unknown>>
  readonly pem: string
}

/** A key pair whose public half is a JWK with this id. */
export function createKey(algorithm: JwtAlgorithm, keyId: string): TestKey {
  const { privateKey, publicKey } = generate(algorithm)
  return {
    algorithm,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: algorithm, use: 'sig' },
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  }
}

function generate(algorithm: JwtAlgorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  const facts = algorithmFacts[algorithm]
  switch (facts.kind) {
    case 'rsa':
    case 'rsa-pss':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
    case 'ecdsa':
      return generateKeyPairSync('ec', { namedCurve: facts.namedCurve })
    case 'ed25519':
      return generateKeyPairSync('ed25519')
    case 'hmac':
      throw new TypeError('An HMAC has no key pair')
    default:
      return facts satisfies never
  }
}

export const rsa: TestKey = createKey('RS256', 'rsa-1')
export const otherRsa: TestKey = createKey('RS256', 'rsa-2')
export const ec: TestKey = createKey('ES256', 'ec-1')
export const ed: TestKey = createKey('EdDSA', 'ed-1')

/** A signature by hand. */
export function signBytes(algorithm: JwtAlgorithm, key: KeyObject | Buffer, data: Buffer): Buffer {
  const facts = algorithmFacts[algorithm]
  switch (facts.kind) {
    case 'rsa':
      return sign(facts.digest, data, key)
    case 'rsa-pss':
      return sign(facts.digest, data, {
        key: key as KeyObject,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      })
    case 'ecdsa':
      return sign(facts.digest, data, { key: key as KeyObject, dsaEncoding: 'ieee-p1363' })
    case 'ed25519':
      return sign(undefined, data, key)
    case 'hmac':
      return createHmac(facts.digest, key).update(data).digest()
    default:
      return facts satisfies never
  }
}

type Json = string | Buffer | object

/** Text and bytes as they are, anything else as JSON. */
export function segment(json: Json): string {
  const bytes =
    typeof json === 'string' || Buffer.isBuffer(json) ? json : Buffer.from(JSON.stringify(json))
  return Buffer.from(bytes).toString('base64url')
}

/** Any header over any payload, under a good signature unless `toSignature` says otherwise. */
export function forge(header: Json, payload: Json, toSignature: (data: Buffer) => Buffer): string {
  const signingInput = `${segment(header)}.${segment(payload)}`
  return `${signingInput}.${toSignature(Buffer.from(signingInput)).toString('base64url')}`
}

/** A token signed with `key`; its header and claims are good but for what is given. */
export function token(claims: object = {}, header: object = {}, key: TestKey = rsa): string {
  return forge(
    { alg: key.algorithm, kid: key.jwk['kid'], typ: 'JWT', ...header },
    { ...goodClaims, ...claims },
    (data) => signBytes(key.algorithm, key.privateKey, data),
  )
}

/** The good token with a payload or header of one's own text, under a good signature. */
export function tokenOf(parts: { readonly header?: Json; readonly payload?: Json }): string {
  return forge(
    parts.header ?? { alg: 'RS256', kid: 'rsa-1' },
    parts.payload ?? goodClaims,
    (data) => signBytes('RS256', rsa.privateKey, data),
  )
}
