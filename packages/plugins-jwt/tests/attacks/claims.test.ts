import { describe, expect, it } from 'vitest'
import type { Pass } from '@authchain/core'
import { opened, presenting } from '../helpers/verifying.js'
import type { Present } from '../helpers/verifying.js'
import { audience, goodClaims, issuer, nowSeconds, token, tokenOf } from '../helpers/tokens.js'

const present: Present = await presenting()
const exact: Present = await presenting({ clockToleranceSeconds: 0 })
const json = JSON.stringify(goodClaims)

describe('class 13: time', () => {
  it.each<[string, object, string]>([
    ['exp one second ago', { exp: nowSeconds - 1 }, 'jwt.expired'],
    ['exp now', { exp: nowSeconds }, 'jwt.expired'],
    ['exp at the epoch', { exp: 0 }, 'jwt.expired'],
    ['exp before the epoch', { exp: -1 }, 'jwt.expired'],
    ['exp in a second', { exp: nowSeconds + 1 }, 'pass'],
    ['exp in half a second', { exp: nowSeconds + 0.5 }, 'pass'],
    ['no exp', { exp: undefined }, 'jwt.invalid_claims'],
    ['exp as text', { exp: String(nowSeconds + 60) }, 'jwt.invalid_claims'],
    ['exp null', { exp: null }, 'jwt.invalid_claims'],
    ['exp true', { exp: true }, 'jwt.invalid_claims'],
    ['exp in a list', { exp: [nowSeconds + 60] }, 'jwt.invalid_claims'],
    ['exp in milliseconds', { exp: (nowSeconds + 60) * 1000 }, 'jwt.invalid_claims'],
    ['nbf now', { nbf: nowSeconds }, 'pass'],
    ['nbf in a second', { nbf: nowSeconds + 1 }, 'jwt.not_yet_valid'],
    ['nbf as text', { nbf: '0' }, 'jwt.invalid_claims'],
    ['nbf null', { nbf: null }, 'jwt.invalid_claims'],
    ['iat in a second', { iat: nowSeconds + 1 }, 'jwt.not_yet_valid'],
    ['iat as text', { iat: '0' }, 'jwt.invalid_claims'],
    ['no iat', { iat: undefined }, 'pass'],
  ])('judges %s without tolerance', async (_case, claims, outcome) => {
    expect(await exact(token(claims))).toBe(outcome)
  })

  it('denies an exp that no number can hold', async () => {
    const text = json.replace(/"exp":\d+/, '"exp":1e400')
    expect(text).toContain('1e400')
    expect(await present(tokenOf({ payload: text }))).toBe('jwt.invalid_claims')
  })

  it.each<[string, object, string]>([
    ['expired 4 s ago', { exp: nowSeconds - 4 }, 'pass'],
    ['expired 5 s ago', { exp: nowSeconds - 5 }, 'jwt.expired'],
    ['valid in 5 s', { nbf: nowSeconds + 5 }, 'pass'],
    ['valid in 6 s', { nbf: nowSeconds + 6 }, 'jwt.not_yet_valid'],
    ['issued in 6 s', { iat: nowSeconds + 6 }, 'jwt.not_yet_valid'],
  ])('allows for 5 s between two clocks: a token %s', async (_case, claims, outcome) => {
    expect(await present(token(claims))).toBe(outcome)
  })

  it('says of a token that is not valid yet that it may pass later, and of an expired one that it will not', async () => {
    const validate = await opened()
    await expect(validate(token({ nbf: nowSeconds + 60 }))).rejects.toMatchObject({
      transient: true,
    })
    await expect(validate(token({ exp: nowSeconds - 60 }))).rejects.toMatchObject({
      transient: false,
    })
  })

  it.each([-1, 61, Number.NaN, Number.POSITIVE_INFINITY, '5'])(
    'refuses a tolerance of %s before any request',
    async (clockToleranceSeconds) => {
      await expect(presenting({ clockToleranceSeconds })).rejects.toMatchObject({ code: 'AC1003' })
    },
  )

  it('limits the age of a token where asked, and then needs iat', async () => {
    const young = await presenting({ maxTokenAgeSeconds: 60, clockToleranceSeconds: 0 })
    expect(await young(token({ iat: nowSeconds - 59 }))).toBe('pass')
    expect(await young(token({ iat: nowSeconds - 60 }))).toBe('jwt.too_old')
    expect(await young(token({ iat: undefined }))).toBe('jwt.invalid_claims')
  })

  it('ends the answer when it would deny: with the token or its greatest age, and the tolerance', async () => {
    const ends = async (options: object, claims: object): Promise<number | undefined> =>
      ((await (await opened(options))(token(claims))) as Pass).patch.expiresAtSeconds
    const strict = { clockToleranceSeconds: 0 }
    expect(await ends(strict, { exp: nowSeconds + 100 })).toBe(nowSeconds + 100)
    expect(await ends({}, { exp: nowSeconds + 100 })).toBe(nowSeconds + 105)
    const iat = nowSeconds - 10
    const young = { ...strict, maxTokenAgeSeconds: 60 }
    expect(await ends(young, { iat })).toBe(nowSeconds + 50)
    expect(await ends(young, { iat, exp: nowSeconds + 5 })).toBe(nowSeconds + 5)
    expect(await ends({ maxTokenAgeSeconds: 60 }, { iat })).toBe(nowSeconds + 55)
  })
})

describe('class 14: audience', () => {
  it.each<unknown>([
    'https://api.exampl',
    'https://api.example.evil',
    'x https://api.example',
    'https://api.example/',
    'HTTPS://API.EXAMPLE',
    'https://apixexample',
    '*',
    'https://api.example,x',
    [['https://api.example']],
    { 0: 'https://api.example' },
    true,
    1,
    null,
    undefined,
    [],
    [''],
    ['x'],
    ['https://api.example', 7],
    '',
  ])('denies the audience %j', async (aud) => {
    expect(await present(token({ aud }))).toBe('jwt.audience')
  })

  it.each<unknown>([audience, [audience], ['x', audience]])(
    'takes the audience %j',
    async (aud) => {
      expect(await present(token({ aud }))).toBe('pass')
    },
  )

  it('takes any of several audiences, and none where null is written', async () => {
    const several = await presenting({ audience: ['a', 'b'] })
    expect(await several(token({ aud: 'b' }))).toBe('pass')
    expect(await several(token({ aud: 'c' }))).toBe('jwt.audience')
    const none = await presenting({ audience: null })
    expect(await none(token({ aud: undefined }))).toBe('pass')
  })

  it.each<[string, unknown]>([
    ['left out', undefined],
    ['an empty list', []],
    ['an empty text', ''],
    ['a list with an empty text', ['']],
  ])('refuses options whose audience is %s', async (_case, value) => {
    await expect(presenting({ audience: value })).rejects.toMatchObject({ code: 'AC1003' })
  })
})

describe('class 15: issuer', () => {
  it.each<unknown>([
    'https://issuer.example',
    'https://issuer.example//',
    'https://ISSUER.example/',
    'http://issuer.example/',
    'https://issuer.example:443/',
    'https://issuer.example/x',
    'https://issuer.example/?',
    'https://issuer.example/#',
    'https://issuer.example./',
    'https://user@issuer.example/',
    'https://issuer.example.evil/',
    ' https://issuer.example/',
    'https://issuer.example/ ',
    'https://іssuer.example/',
    'https://issuer.example/\0',
    ['https://issuer.example/'],
    { iss: 'https://issuer.example/' },
    null,
    undefined,
    '',
    1,
  ])('denies the issuer %j', async (iss) => {
    expect(await present(token({ iss }))).toBe('jwt.issuer')
  })

  it('takes the issuer as it is written', async () => {
    expect(await present(token({ iss: issuer }))).toBe('pass')
  })
})

describe('class 17: scopes', () => {
  const scopesOf = async (claims: object): Promise<readonly string[] | undefined> =>
    ((await (await opened())(token(claims))) as Pass).patch.scopes

  it.each<[string, object, readonly string[]]>([
    ['a text', { scope: 'orders:read orders:write' }, ['orders:read', 'orders:write']],
    ['two spaces', { scope: ' a  b ' }, ['a', 'b']],
    ['a list under scp', { scp: ['a', 'b'] }, ['a', 'b']],
    ['a text under scp', { scp: 'a b' }, ['a', 'b']],
    ['both: scope counts', { scope: 'a', scp: ['b'] }, ['a']],
    ['a comma', { scope: 'a,b' }, ['a,b']],
    ['a tab', { scope: 'a\tb' }, ['a\tb']],
    ['a no-break space', { scope: 'a\u00a0b' }, ['a\u00a0b']],
    ['an object', { scope: { a: true } }, []],
    ['a list under scope', { scope: ['a'] }, []],
    ['a nested list', { scp: [['a']] }, []],
    ['an object under scp', { scp: { 0: 'a' } }, []],
    ['nothing', {}, []],
  ])('reads scopes from %s', async (_case, claims, scopes) => {
    expect(await scopesOf(claims)).toEqual(scopes)
  })
})
