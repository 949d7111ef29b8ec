import { generateKeyPairSync } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isAuthchainError } from '@authchain/core'
import { createKeySet, toKeySet } from '../src/key-set.js'
import { KeyRefusedError, parseJwk, parsePublicPem } from '../src/keys.js'
import { publicKeyAlgorithms } from '../src/algorithm.js'
import { toSecretKey } from '../src/secret-key.js'
import { presenting, secretRef } from './helpers/verifying.js'
import { createKey, ec, ed, forge, goodClaims, otherRsa, rsa, signBytes } from './helpers/tokens.js'

function rsaJwk(modulusLength: number, publicExponent = 65_537): JsonWebKey {
  return generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({
    format: 'jwk',
  })
}
function curve(namedCurve: string): JsonWebKey {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' })
}
const privateJwk = rsa.privateKey.export({ format: 'jwk' })
const bare = { kty: rsa.jwk['kty'], n: rsa.jwk['n'], e: rsa.jwk['e'] }
/** A modulus as the ROCA generator makes them: modulo many small primes a power of 65537. */
function rocaModulus(): string {
  const primes = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
  ]
  const product = primes.reduce((all, prime) => all * BigInt(prime), 1n)
  const power = 65_537n ** 77n % product
  const top = (1n << 2047n) / product + 1n
  const modulus = power + (top + (top % 2n === power % 2n ? 1n : 0n)) * product
  return Buffer.from(modulus.toString(16), 'hex').toString('base64url')
}
const badKeys: readonly (readonly [string, unknown])[] = [
  ['an RSA key of 1024 bits', rsaJwk(1024)],
  ['an RSA key of 2040 bits', rsaJwk(2040)],
  ['an RSA key with the exponent 3', rsaJwk(2048, 3)],
  ['an RSA key with the exponent 1', { ...bare, e: 'AQ' }],
  ['an RSA key with an even exponent', { ...bare, e: 'AQAC' }],
  ['an RSA key without a modulus', { kty: 'RSA', e: 'AQAB' }],
  ['an RSA key whose modulus is padded', { ...bare, n: `${String(bare.n)}=` }],
  ['an RSA key of the ROCA generator', { ...bare, n: rocaModulus() }],
  ['a private RSA key', privateJwk],
  ['a private EC key', ec.privateKey.export({ format: 'jwk' })],
  ['a key for encryption', { ...bare, use: 'enc' }],
  ['a key whose use is null', { ...bare, use: null }],
  ['a key that only signs', { ...bare, key_ops: ['sign'] }],
  ['a key without operations', { ...bare, key_ops: [] }],
  ['a key whose operations are text', { ...bare, key_ops: 'verify' }],
  ['an RSA key for ES256', { ...bare, alg: 'ES256' }],
  ['an RSA key for RSA-OAEP', { ...bare, alg: 'RSA-OAEP' }],
  ['an RSA key for HS256', { ...bare, alg: 'HS256' }],
  ['an RSA key for none', { ...bare, alg: 'none' }],
  ['an RSA key whose alg is null', { ...bare, alg: null }],
  ['a P-256 key for ES384', { ...ec.jwk, alg: 'ES384' }],
  ['a point that is not on the curve', { ...ec.jwk, y: ec.jwk['x'] }],
  ['a key on secp256k1', curve('secp256k1')],
  ['an X25519 key', generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' })],
  ['an Ed448 key', generateKeyPairSync('ed448').publicKey.export({ format: 'jwk' })],
  ['an Ed25519 key that is too short', { ...ed.jwk, x: 'AAAA' }],
  ['a symmetric key', { kty: 'oct', k: 'A'.repeat(43) }],
  ['an unknown kind of key', { kty: 'XYZ' }],
  ['a kid that is a number', { ...bare, kid: 1 }],
  ['an empty kid', { ...bare, kid: '' }],
  ['nothing', {}],
  ['null', null],
  ['text', 'key'],
  ['a list', [bare]],
]

describe('class 12: weak and misused keys', () => {
  it.each(badKeys)('refuses %s', (_case, jwk) => {
    expect(() => parseJwk(jwk)).toThrow(KeyRefusedError)
  })

  it.each(badKeys)(
    'refuses %s when the factory is called, and names the place',
    async (_case, jwk) => {
      const error: unknown = await presenting({ jwks: { keys: [rsa.jwk, jwk] } }).catch(
        (thrown: unknown) => thrown,
      )
      expect(isAuthchainError(error) && [error.kind, error.code, error.details['path']]).toEqual([
        'config',
        'AC1012',
        'jwt.jwks.keys[1]',
      ])
    },
  )

  it.each(badKeys)('leaves %s out of a published set and keeps the rest', (_case, jwk) => {
    const set = toKeySet({ keys: [jwk, rsa.jwk] }, publicKeyAlgorithms)
    expect(set.find('rsa-1', 'RS256')).toHaveProperty('type', 'public')
    expect(() => toKeySet({ keys: [jwk] }, publicKeyAlgorithms)).toThrow(KeyRefusedError)
  })

  it('takes good keys of every kind, with the algorithms that fit', () => {
    expect(parseJwk(bare).algorithms).toEqual([
      'RS256',
      'RS384',
      'RS512',
      'PS256',
      'PS384',
      'PS512',
    ])
    expect(parseJwk({ ...bare, alg: 'PS384' }).algorithms).toEqual(['PS384'])
    expect(parseJwk({ ...bare, use: 'sig', key_ops: ['verify'], x5c: ['ignored'] }).keyId).toBe(
      undefined,
    )
    expect(parseJwk(curve('P-384')).algorithms).toEqual(['ES384'])
    expect(parseJwk(curve('P-521')).algorithms).toEqual(['ES512'])
    expect(parseJwk(ed.jwk).algorithms).toEqual(['EdDSA'])
  })

  it.each<[string, unknown]>([
    ['an empty set', { keys: [] }],
    ['no list', { keys: {} }],
    ['no set', []],
  ])('refuses %s', async (_case, jwks) => {
    await expect(presenting({ jwks })).rejects.toMatchObject({ code: 'AC1003' })
    expect(() => toKeySet(jwks as { keys: [] }, publicKeyAlgorithms)).toThrow(KeyRefusedError)
  })

  it('refuses a set of which no key fits the algorithms', async () => {
    await expect(presenting({ algorithms: ['ES512'] })).rejects.toMatchObject({ code: 'AC1012' })
  })

  it('refuses a published set of more than a hundred keys', () => {
    const keys = Array.from({ length: 101 }, () => ed.jwk)
    expect(() => toKeySet({ keys }, publicKeyAlgorithms)).toThrow(KeyRefusedError)
  })

  it('tells an ambiguous key from an unknown one', () => {
    const twins = [parseJwk(rsa.jwk), parseJwk({ ...otherRsa.jwk, kid: 'rsa-1' }), parseJwk(ec.jwk)]
    const set = createKeySet(twins, publicKeyAlgorithms)
    expect(set.find('rsa-1', 'RS256')).toBe('ambiguous')
    expect(set.find(undefined, 'RS256')).toBe('ambiguous')
    expect(set.find('rsa-9', 'RS256')).toBe('unknown')
    expect(set.find('ec-1', 'RS256')).toBe('unknown')
    expect(set.find('__proto__', 'RS256')).toBe('unknown')
    expect(set.find(undefined, 'ES256')).toHaveProperty('type', 'public')
  })
})

describe('a public key as PEM', () => {
  it('verifies whatever kid a token names', async () => {
    const present = await presenting({ jwks: undefined, publicKey: `\n${rsa.pem}` })
    for (const kid of ['rsa-1', 'other', undefined]) {
      const text = forge({ alg: 'PS256', kid }, goodClaims, (data) =>
        signBytes('PS256', rsa.privateKey, data),
      )
      expect(await present(text)).toBe('pass')
    }
  })

  it.each<[string, string]>([
    ['a private key', rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
    [
      'a private key behind a public one',
      rsa.pem + rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(),
    ],
    ['two public keys', rsa.pem + otherRsa.pem],
    ['another label', rsa.pem.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['junk in front', `junk${rsa.pem}`],
    ['a secret', 'x'.repeat(64)],
    ['a JWK', JSON.stringify(rsa.jwk)],
    [
      'a weak key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .publicKey.export({ format: 'pem', type: 'spki' })
        .toString(),
    ],
    [
      'an RSA-PSS key',
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
        .publicKey.export({ format: 'pem', type: 'spki' })
        .toString(),
    ],
  ])('refuses %s', async (_case, pem) => {
    expect(() => parsePublicPem(pem)).toThrow(KeyRefusedError)
    await expect(presenting({ jwks: undefined, publicKey: pem })).rejects.toMatchObject({
      code: 'AC1012',
    })
  })

  it('says nothing of the key in the message', async () => {
    const error = (await presenting({ jwks: undefined, publicKey: 'x'.repeat(64) }).catch(
      (e: unknown) => e,
    )) as Error
    expect(error.message).not.toContain('xxx')
  })
})

describe('a secret', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['31 bytes', 'x'.repeat(31)],
    ['a PEM', rsa.pem],
    ['a PEM behind white space', ` \n${rsa.pem}`],
    ['a PEM behind junk', `junk ${rsa.pem}`],
    ['a JWK', JSON.stringify({ kty: 'oct', k: 'A'.repeat(43) })],
    ['a key set', ` {"keys":[${JSON.stringify(rsa.jwk)}]}`],
  ])('fails where it is %s, instead of blaming the caller', async (_case, shared) => {
    const present = await presenting(
      { jwks: undefined, secret: secretRef },
      { secrets: { shared } },
    )
    const text = forge({ alg: 'HS256' }, goodClaims, (data) =>
      signBytes('HS256', Buffer.from(shared), data),
    )
    expect(await present(text)).toBe('jwt.secret_refused')
  })

  it('is as long as the longest digest it is used with', () => {
    const refused = expect.objectContaining({ code: 'jwt.secret_refused' })
    expect(() => toSecretKey('x'.repeat(47), ['HS256', 'HS384'])).toThrow(refused)
    expect(toSecretKey('x'.repeat(48), ['HS256', 'HS384'])).toHaveProperty('type', 'secret')
    expect(() => toSecretKey('x'.repeat(63), ['HS512'])).toThrow(refused)
    expect(toSecretKey('€'.repeat(11), ['HS256'])).toHaveProperty('type', 'secret')
  })

  it('is used with HS256 alone unless the options say otherwise', async () => {
    const shared = 'x'.repeat(64)
    const present = await presenting(
      { jwks: undefined, secret: secretRef },
      { secrets: { shared } },
    )
    const signed = (alg: 'HS256' | 'HS512'): string =>
      forge({ alg, kid: 'any' }, goodClaims, (data) => signBytes(alg, Buffer.from(shared), data))
    expect(await present(signed('HS256'))).toBe('pass')
    expect(await present(signed('HS512'))).toBe('jwt.algorithm')
  })

  it('counts from the moment it is rotated', async () => {
    const secrets = { shared: 'a'.repeat(32) }
    const present = await presenting({ jwks: undefined, secret: secretRef }, { secrets })
    const signed = (key: string): string =>
      forge({ alg: 'HS256' }, goodClaims, (data) => signBytes('HS256', Buffer.from(key), data))
    expect(await present(signed('a'.repeat(32)))).toBe('pass')
    secrets.shared = 'b'.repeat(32)
    expect(await present(signed('b'.repeat(32)))).toBe('pass')
    expect(await present(signed('a'.repeat(32)))).toBe('jwt.bad_signature')
  })
})

it('makes keys for every algorithm, in its own tests too', () => {
  expect(createKey('ES512', 'x').jwk['crv']).toBe('P-521')
})
