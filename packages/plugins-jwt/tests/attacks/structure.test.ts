import { describe, expect, it } from 'vitest'
import { opened, presenting } from '../helpers/verifying.js'
import type { Present } from '../helpers/verifying.js'
import { goodClaims, segment, token, tokenOf } from '../helpers/tokens.js'

const present: Present = await presenting()
const good = token()
const [header, payload, signature] = good.split('.') as [string, string, string]
const json = JSON.stringify(goodClaims)
/** The claims as text with more members behind them. */
const claimsWith = (members: string): string => `${json.slice(0, -1)},${members}}`

describe('class 8: size and structure', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
  it.each<[string, string, string]>([
    ['a mebibyte of dots', '.'.repeat(2 ** 20), 'jwt.too_large'],
    ['a header of a mebibyte', `${'A'.repeat(2 ** 20)}.${payload}.${signature}`, 'jwt.too_large'],
    ['a payload of four', `${header}.${'A'.repeat(2 ** 22)}.${signature}`, 'jwt.too_large'],
    ['a signature of four', `${header}.${payload}.${'A'.repeat(2 ** 22)}`, 'jwt.too_large'],
    ['dots below the limit', '.'.repeat(16_000), 'jwt.malformed'],
    ['a genuine token of 20 KiB', token({ note: 'x'.repeat(20_000) }), 'jwt.too_large'],
    [
      'claims 5000 levels deep',
      tokenOf({ payload: claimsWith(`"a":${nested(5000)}`) }),
      'jwt.malformed',
    ],
    [
      'claims 17 levels deep',
      tokenOf({ payload: claimsWith(`"a":${nested(16)}`) }),
      'jwt.malformed',
    ],
    [
      '1000 members',
      tokenOf({ payload: claimsWith(Array.from({ length: 1000 }, (_, i) => `"m${i}":1`).join()) }),
      'jwt.malformed',
    ],
  ])('denies %s at once', async (_case, text, code) => {
    const started = performance.now()
    expect(await present({ token: `Bearer ${text}` })).toBe(code)
    expect(performance.now() - started).toBeLessThan(250)
  })

  it('takes a genuine token with everything that a real one has', async () => {
    const groups = Array.from({ length: 100 }, (_, index) => `group-${index}`)
    expect(await present(token({ groups, realm_access: { roles: groups } }))).toBe('pass')
  })
})

describe('class 9: JSON that two parsers read differently', () => {
  it.each<[string, string | Buffer]>([
    ['exp twice', claimsWith('"exp":9999999999')],
    ['aud twice', claimsWith('"aud":"x"')],
    ['sub twice, once escaped', claimsWith('"\\u0073ub":"admin"')],
    ['a nested member twice', claimsWith('"a":{"b":1,"b":1}')],
    ['a member twice in a list', claimsWith('"a":[{"b":1,"b":1}]')],
    ['a list', `[${json}]`],
    ['a text', '"claims"'],
    ['null', 'null'],
    ['nothing', ''],
    ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(json)])],
    ['UTF-16', Buffer.from(json, 'utf16le')],
    [
      'an invalid byte',
      Buffer.concat([
        Buffer.from(claimsWith('"a":"').slice(0, -1)),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ]),
    ],
    [
      'an overlong encoding',
      Buffer.concat([
        Buffer.from(claimsWith('"a":"').slice(0, -1)),
        Buffer.from([0xc0, 0xaf]),
        Buffer.from('"}'),
      ]),
    ],
    [
      'a half of a surrogate pair in UTF-8',
      Buffer.concat([
        Buffer.from(claimsWith('"a":"').slice(0, -1)),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from('"}'),
      ]),
    ],
    ['trailing garbage', `${json}x`],
    ['a second object', `${json}{}`],
    ['a comment', `/**/${json}`],
    ['single quotes', json.replaceAll('"', "'")],
    ['NaN', claimsWith('"a":NaN')],
    ['a trailing comma', `${json.slice(0, -1)},}`],
  ])('denies a payload with %s under a good signature', async (_case, text) => {
    expect(await present(tokenOf({ payload: text }))).toBe('jwt.malformed')
  })

  it.each<[string, string]>([
    ['alg twice', '{"alg":"none","alg":"RS256","kid":"rsa-1"}'],
    ['alg twice, once escaped', '{"\\u0061lg":"none","alg":"RS256","kid":"rsa-1"}'],
    ['kid twice', '{"alg":"RS256","kid":"x","kid":"rsa-1"}'],
    ['a list', '[{"alg":"RS256"}]'],
    ['null', 'null'],
  ])('denies a header with %s', async (_case, text) => {
    expect(await present(tokenOf({ header: text }))).toBe('jwt.malformed')
  })

  it('takes white space and escapes that change nothing', async () => {
    expect(
      await present(tokenOf({ payload: ` ${claimsWith('"a\\u003a{":"\\"}:{"')}\r\n\t` })),
    ).toBe('pass')
  })
})

describe('class 10: one token, one spelling', () => {
  const standard = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/')
  const stray = (text: string): string => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) + 1]
  }
  it.each<[string, string]>([
    ['padding behind the signature', `${good}==`],
    ['padding behind the header', `${header}=.${payload}.${signature}`],
    ['stray bits at the end of the signature', `${header}.${payload}.${stray(signature)}`],
    ['a NUL behind it', `${good}\0`],
    ['%00 behind it', `${good}%00`],
    ['a fourth segment', `${good}.`],
    ['a fourth segment in front', `.${good}`],
    ['two segments', `${header}.${payload}`],
    ['no header', `.${payload}.${signature}`],
    ['no payload', `${header}..${signature}`],
    ['a dot that only looks like one', good.replace('.', '․')],
    ['the JSON serialization', JSON.stringify({ payload, protected: header, signature })],
    ['a disclosure behind it', `${good}~WyJhIl0~`],
    ['a quote around it', `"${good}"`],
    ['a character of one more byte', `${header}.${payload}.${signature.slice(0, -1)}Ａ`],
  ])('denies a good token with %s', async (_case, text) => {
    expect(await present(text)).toBe('jwt.malformed')
  })

  it('denies the standard alphabet, and white space anywhere', async () => {
    let tried = 0
    for (let nonce = 0; nonce < 8; nonce += 1) {
      const text = token({ nonce: '~~?>'.repeat(nonce) })
      if (standard(text) === text) continue
      tried += 1
      expect(await present(standard(text))).toBe('jwt.malformed')
    }
    expect(tried).toBeGreaterThan(0)
    for (const space of [' ', '\t', '\n', '\r\n', '\u00a0']) {
      expect(await present(`${header}${space}.${payload}.${signature}`)).toBe('jwt.malformed')
      expect(await present(`${good}${space}`)).toBe('jwt.malformed')
    }
  })
})

describe('class 18: claims that poison later code', () => {
  it.each<[string, string]>([
    ['a payload', claimsWith('"__proto__":{"admin":true}')],
    ['a payload, escaped', claimsWith('"\\u005f_proto__":{"admin":true}')],
    ['a claim', claimsWith('"a":{"__proto__":{"admin":true}}')],
    ['a list', claimsWith('"a":[{"__proto__":1}]')],
  ])('denies __proto__ in %s', async (_case, text) => {
    expect(await present(tokenOf({ payload: text }))).toBe('jwt.malformed')
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it('denies __proto__ in the header', async () => {
    const text = '{"alg":"RS256","kid":"x","__proto__":{"kid":"rsa-1"}}'
    expect(await present(tokenOf({ header: text }))).toBe('jwt.malformed')
  })

  it.each<[string, unknown]>([
    ['absent', undefined],
    ['null', null],
    ['a number', 7],
    ['a boolean', true],
    ['a list', ['user-1']],
    ['an object', { id: 1 }],
    ['empty', ''],
    ['two lines', 'a\r\nb'],
    ['a NUL', 'a\0'],
    ['an escape', '\u001b[31m'],
    ['a right-to-left mark', 'a\u202eb'],
    ['a line separator', 'a\u2028b'],
    ['half a surrogate pair', '\ud800'],
    ['513 bytes', 'x'.repeat(513)],
    ['171 characters of three bytes', '€'.repeat(171)],
  ])('denies a subject that is %s', async (_case, sub) => {
    expect(await present(token({ sub }))).toBe('jwt.subject')
  })

  it.each(['a', 'user|1', 'auth0|5f7c', 'né', '用户', 'x'.repeat(512), 'a b', '😀'])(
    'takes the subject %j',
    async (sub) => {
      expect(await present(token({ sub }))).toBe('pass')
    },
  )

  it('hands out claims that nobody can change', async () => {
    const outcome = await (await opened())(token({ deep: { list: [{ a: 1 }] } }))
    const { claims } = (outcome as unknown as { patch: { claims: { deep: { list: object[] } } } })
      .patch
    expect(Object.isFrozen(claims)).toBe(true)
    expect(Object.isFrozen(claims.deep.list)).toBe(true)
    expect(Object.isFrozen(claims.deep.list[0])).toBe(true)
  })
})

describe('class 21: what a refusal says', () => {
  it('holds neither the token nor its claims nor the key in the error or the log', async () => {
    const marker = 'SECRET-MARKER'
    const bad = [
      token({ sub: `${marker}\r\n` }),
      token({ aud: marker }),
      token({ iss: marker }),
      token({ exp: marker }),
      token({}, { kid: marker }),
      token({}, { alg: marker }),
      token({}, { typ: marker }),
      `${marker}.${segment(marker)}.${marker}`,
      `${marker} x`,
    ]
    const validate = await opened({ requiredClaims: { role: 'x' } })
    for (const text of bad) {
      const error: unknown = await validate(text).catch((thrown: unknown) => thrown)
      const told = JSON.stringify([
        String(error),
        (error as Error).stack,
        error,
        (error as Error).cause,
      ])
      expect(told).not.toContain(marker)
      expect(told).not.toContain(segment(marker).slice(0, 8))
      expect(told).not.toContain(text)
    }
  })
})
