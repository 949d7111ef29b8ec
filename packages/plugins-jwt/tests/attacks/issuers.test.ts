import type { Pass } from '@authchain/core'
import { createTestClock } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { opened, presenting, secretRef } from '../helpers/verifying.js'
import type { Present } from '../helpers/verifying.js'
import {
  createKey,
  forge,
  goodClaims,
  nowSeconds,
  rsa,
  signBytes,
  token,
} from '../helpers/tokens.js'

const a = createKey('ES256', 'one')
const b = createKey('ES256', 'one')
const secret = 'x'.repeat(32)
const options = {
  issuers: [
    { name: 'acme', issuer: 'https://a.example/', audience: 'orders', jwks: { keys: [a.jwk] } },
    { name: 'globex', issuer: 'https://b.example/', audience: 'billing', jwks: { keys: [b.jwk] } },
    { name: 'legacy', issuer: 'legacy', audience: null, secret: secretRef },
  ],
} as const
const runtime = { secrets: { shared: secret } }
const present: Present = await presenting(options, runtime)

const ofA = { iss: 'https://a.example/', aud: 'orders' }
const ofB = { iss: 'https://b.example/', aud: 'billing' }

describe('class 20: several issuers', () => {
  it('takes from each what that issuer signed, and says whose it is', async () => {
    const validate = await opened(options, runtime)
    const principal = async (text: string): Promise<unknown> =>
      ((await validate(text)) as Pass<{ tenant: string }>).patch
    const legacy = forge({ alg: 'HS256' }, { ...goodClaims, iss: 'legacy' }, (data) =>
      signBytes('HS256', Buffer.from(secret), data),
    )
    expect(await principal(token(ofA, {}, a))).toMatchObject({
      principalId: 'acme|user-1',
      provides: { tenant: 'acme', issuer: 'https://a.example/' },
    })
    expect(await principal(token(ofB, {}, b))).toMatchObject({ principalId: 'globex|user-1' })
    expect(await principal(legacy)).toMatchObject({ principalId: 'legacy|user-1' })
  })

  it('denies crossed keys under one kid, before and after both issuers were seen', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await present(token(ofA, {}, b))).toBe('jwt.bad_signature')
      expect(await present(token(ofB, {}, a))).toBe('jwt.bad_signature')
      expect(await present(token(ofA, {}, a))).toBe('pass')
      expect(await present(token(ofB, {}, b))).toBe('pass')
    }
  })

  it('holds each issuer to its own audience and algorithms', async () => {
    expect(await present(token({ ...ofA, aud: 'billing' }, {}, a))).toBe('jwt.audience')
    const confused = forge({ alg: 'HS256', kid: 'one' }, { ...goodClaims, ...ofA }, (data) =>
      signBytes('HS256', Buffer.from(secret), data),
    )
    expect(await present(confused)).toBe('jwt.algorithm')
    expect(await present(token({ ...ofA, iss: 'legacy' }, {}, a))).toBe('jwt.algorithm')
  })

  it.each<unknown>([
    '__proto__',
    'constructor',
    'toString',
    'https://c.example/',
    '',
    undefined,
    null,
    ['https://a.example/'],
  ])('denies the issuer %j', async (iss) => {
    expect(await present(token({ ...ofA, iss }, {}, a))).toBe('jwt.issuer')
  })

  it.each<[string, object]>([
    ['one has no name', { 0: { name: undefined } }],
    ['two have one name', { 1: { name: 'acme' } }],
    ['one issuer stands twice', { 1: { issuer: 'https://a.example/' } }],
    ['a name holds a bar', { 0: { name: 'a|b' } }],
  ])('refuses a list in which %s', async (_case, changes) => {
    const issuers = options.issuers.map((issuer, index) => ({
      ...issuer,
      ...(changes as Record<number, object>)[index],
    }))
    await expect(presenting({ issuers }, runtime)).rejects.toMatchObject({ code: 'AC1003' })
  })
})

describe('class 19: nothing that is kept changes an answer', () => {
  it('denies a forgery after the good token, and the same signature over other claims', async () => {
    const plain = await presenting()
    const good = token()
    const [header = '', payload = '', signature = ''] = good.split('.')
    const [, otherPayload = ''] = token({ sub: 'admin' }).split('.')
    expect(await plain(good)).toBe('pass')
    expect(await plain(`${header}.${otherPayload}.${signature}`)).toBe('jwt.bad_signature')
    expect(await plain(`${header}.${payload}.${'A'.repeat(342)}`)).toBe('jwt.bad_signature')
    expect(await plain(good)).toBe('pass')
  })

  it('denies a token that expired since it was last taken', async () => {
    const clock = createTestClock(nowSeconds * 1000)
    const plain = await presenting({}, { clock })
    const good = token({ exp: nowSeconds + 10 })
    expect(await plain(good)).toBe('pass')
    clock.advance(16_000)
    expect(await plain(good)).toBe('jwt.expired')
  })

  it('takes a token that was denied because it was not valid yet', async () => {
    const clock = createTestClock(nowSeconds * 1000)
    const plain = await presenting({}, { clock })
    const early = token({ nbf: nowSeconds + 60 })
    expect(await plain(early)).toBe('jwt.not_yet_valid')
    clock.advance(60_000)
    expect(await plain(early)).toBe('pass')
  })

  it('takes a good token after 500 bad ones and 500 with unknown keys', async () => {
    const plain = await presenting()
    for (let index = 0; index < 500; index += 1) {
      expect(await plain(`a.b.${index}`)).not.toBe('pass')
      expect(await plain(token({}, { kid: `k${index}` }, rsa))).toBe('jwt.unknown_key')
    }
    expect(await plain(token())).toBe('pass')
  })
})
