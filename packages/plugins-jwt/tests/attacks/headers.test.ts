import { describe, expect, it } from 'vitest'
import { presenting, staticOptions } from '../helpers/verifying.js'
import type { Present } from '../helpers/verifying.js'
import {
  forge,
  goodClaims,
  otherRsa,
  rsa,
  segment,
  signBytes,
  token,
  tokenOf,
} from '../helpers/tokens.js'

const asked: string[] = []
const http = async ({ url }: { readonly url: URL }): Promise<never> => {
  asked.push(url.href)
  return Promise.reject(new Error('nothing there'))
}
const present: Present = await presenting({}, { http })

describe('class 4: keys that the token brings along', () => {
  const evil = 'https://evil.example/keys'
  it.each<[string, object]>([
    ['jwk', { jwk: otherRsa.jwk }],
    ['jku', { jku: evil }],
    ['x5u', { x5u: evil }],
    ['x5c', { x5c: [otherRsa.pem] }],
    ['x5t', { x5t: 'abc' }],
    ['jwks', { jwks: { keys: [otherRsa.jwk] } }],
    ['all of them', { jwk: otherRsa.jwk, jku: evil, x5u: evil }],
  ])('denies a token under the key of its own %s and asks nobody', async (_case, header) => {
    expect(await present(token({}, { kid: 'rsa-1', ...header }, otherRsa))).toBe(
      'jwt.bad_signature',
    )
    expect(await present(token({}, { kid: 'rsa-2', ...header }, otherRsa))).toBe('jwt.unknown_key')
    expect(asked).toEqual([])
  })

  it.each([
    'https://evil.example/',
    'https://issuer.example@evil.example/',
    'https://issuer.example/#',
    'file:///etc/passwd',
    'data:application/json,{}',
    'http://169.254.169.254/',
  ])('denies an issuer %s and asks nobody', async (iss) => {
    expect(await present(token({ iss }, { kid: 'rsa-2' }, otherRsa))).toBe('jwt.issuer')
    expect(asked).toEqual([])
  })
})

describe('class 5: key ids', () => {
  it.each([
    '../../../../dev/null',
    "' OR 1=1 --",
    '$(id)',
    '`id`',
    '{{7*7}}',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'rsa-1\0',
    '\r\nx',
    'RSA-1',
    'rsa-1 ',
    ' rsa-1',
    'rsa‐1',
    'rsa-11',
    'rsa-',
    '',
    'k'.repeat(4000),
  ])('denies the kid %j', async (kid) => {
    expect(await present(token({}, { kid }))).toBe('jwt.unknown_key')
  })

  it.each<[string, unknown]>([
    ['a number', 1],
    ['null', null],
    ['a list', ['rsa-1']],
    ['an object', { kid: 'rsa-1' }],
    ['a boolean', true],
  ])('denies a kid that is %s', async (_case, kid) => {
    expect(await present(token({}, { kid }))).toBe('jwt.malformed')
  })

  it('denies a kid of 64 KiB by its length', async () => {
    expect(await present(token({}, { kid: 'k'.repeat(65_536) }))).toBe('jwt.too_large')
  })

  it('takes a token without kid where exactly one key fits, and denies it where two do', async () => {
    const anonymous = tokenOf({ header: { alg: 'RS256' } })
    expect(await present(anonymous)).toBe('pass')
    const two = await presenting({ jwks: { keys: [rsa.jwk, otherRsa.jwk] } })
    expect(await two(anonymous)).toBe('jwt.unknown_key')
    expect(await two(token())).toBe('pass')
  })

  it('refuses a configured set in which two keys have one kid', async () => {
    const keys = [rsa.jwk, { ...otherRsa.jwk, kid: 'rsa-1' }]
    await expect(presenting({ jwks: { keys } })).rejects.toMatchObject({ code: 'AC1012' })
  })
})

describe('class 6: headers that must be understood', () => {
  it.each<[string, object]>([
    ['crit with a known name', { crit: ['alg'] }],
    ['crit with an unknown name', { crit: ['x'], x: 1 }],
    ['an empty crit', { crit: [] }],
    ['crit that is null', { crit: null }],
    ['b64 false with crit', { crit: ['b64'], b64: false }],
    ['b64 false without crit', { b64: false }],
    ['b64 true', { b64: true }],
    ['enc', { enc: 'A256GCM' }],
    ['zip', { zip: 'DEF' }],
  ])('denies %s', async (_case, header) => {
    expect(await present(token({}, header))).toBe('jwt.malformed')
  })
})

describe('class 7: encrypted tokens', () => {
  it.each<[string, object]>([
    ['a zip bomb', { alg: 'RSA-OAEP', enc: 'A256GCM', zip: 'DEF' }],
    [
      'endless key derivation',
      { alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 2 ** 31 - 1, p2s: 'AAAA' },
    ],
    ['a key agreement', { alg: 'dir', enc: 'A128CBC-HS256' }],
  ])('denies %s at once and without decrypting', async (_case, header) => {
    const started = performance.now()
    const encrypted = [segment(header), '', 'AAAA', segment('x'.repeat(9000)), 'AAAA'].join('.')
    expect(await present(encrypted)).toBe('jwt.malformed')
    const signed = forge(header, goodClaims, (data) => signBytes('RS256', rsa.privateKey, data))
    expect(await present(signed)).toBe('jwt.malformed')
    expect(performance.now() - started).toBeLessThan(250)
  })
})

describe('class 16: other kinds of token', () => {
  it.each(['JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt', 'application/jwt'])(
    'takes typ %s by default',
    async (typ) => {
      expect(await present(token({}, { typ }))).toBe('pass')
    },
  )

  it.each<unknown>([
    'logout+jwt',
    'dpop+jwt',
    'secevent+jwt',
    'at+jwtx',
    'at+jwt; x=1',
    'application/application/at+jwt',
    '',
    ['JWT'],
    null,
    1,
  ])('denies typ %j by default', async (typ) => {
    expect(await present(token({}, { typ }))).toBe('jwt.type')
  })

  it('asks for at+jwt where the options do, and for nothing where they say any', async () => {
    const strict = await presenting({ typ: 'at+jwt' })
    expect(await strict(token({}, { typ: 'application/AT+JWT' }))).toBe('pass')
    expect(await strict(token())).toBe('jwt.type')
    expect(await strict(tokenOf({}))).toBe('jwt.type')
    const lax = await presenting({ ...staticOptions, typ: 'any' })
    expect(await lax(token({}, { typ: 'dpop+jwt' }))).toBe('pass')
  })
})
