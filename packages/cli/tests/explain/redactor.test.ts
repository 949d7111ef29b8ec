import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor, toIdentityNames } from '../../src/explain/redactor.js'
import { askChain, askHandler } from '../helpers/explained.js'
import { definePlugin, forbidden, pass } from '@authchain/core'

const redactorOf = (
  headers: readonly (readonly [string, string])[],
  target = '/',
  names: readonly string[] = [],
) => createRedactor({ headers, target }, names)

describe('the redactor', () => {
  it.each([
    ['a token without its scheme', 'Authorization', 'Bearer abcd.efgh', 'abcd.efgh'],
    [
      'a part of a token',
      'Authorization',
      `Bearer ${'h'.repeat(20)}.${'p'.repeat(20)}.${'s'.repeat(20)}`,
      'p'.repeat(20),
    ],
    ['the value of a cookie', 'Cookie', 'theme=dark; sid=abcd1234', 'abcd1234'],
    [
      'a password',
      'Authorization',
      `Basic ${Buffer.from('ada:hunter22').toString('base64')}`,
      'hunter22',
    ],
    [
      'a quoted member',
      'Authorization',
      'Digest username="ada", response="0123456789"',
      '0123456789',
    ],
    ['a percent-encoded credential', 'X-Api-Key', 'a b/c+d', 'a%20b%2Fc%2Bd'],
  ])('takes out %s wherever it turns up', (_case, name, value, leaked) => {
    const redactor = redactorOf([[name, value]])
    expect(redactor.text(`before ${leaked} after`)).toBe('before *** after')
    expect(JSON.stringify(redactor.json({ deep: [{ [leaked]: leaked }] }))).not.toContain(leaked)
    expect(redactor.value(name, value)).toEqual({ name, value: '***', isRedacted: true })
  })

  it('takes out what an identity source holds, whatever it is called', () => {
    const names = toIdentityNames([
      'method.request.header.X-Tenant, method.request.querystring.who',
    ])
    const redactor = redactorOf([['x-tenant', 'acme-inc']], '/?who=ada%40acme', names)
    expect(redactor.text('acme-inc ada@acme ada%40acme')).toBe('*** *** ***')
  })

  it('knows the names of HTTP APIs', () => {
    expect([...toIdentityNames(['$request.header.X-Key', '$request.querystring.k'])]).toEqual([
      'X-Key',
      'k',
    ])
  })

  it('leaves alone what is no credential', () => {
    const redactor = redactorOf([
      ['Accept', 'text/html'],
      ['Authorization', 'Bearer abcdef'],
    ])
    expect(redactor.value('Accept', 'text/html')).toEqual({
      name: 'Accept',
      value: 'text/html',
      isRedacted: false,
    })
    expect(redactor.text('Bearer of news')).toBe('Bearer of news')
  })
})

const credential = fc
  .string({
    minLength: 8,
    maxLength: 40,
    unit: fc.constantFrom(
      ...'a b c d e f g h i j k l m n o p q r s t u v w x y z A K Q Z 0 1 2 3 9 . _ ~ + / - ='.split(
        ' ',
      ),
    ),
  })
  .filter((text) => /[A-Za-z0-9]{4}/.test(text) && !/^[./]/.test(text))
  // Bases of other words in a record would be found there rightly.
  .map((text) => `Zq${text}`)

describe('a record', () => {
  it('never holds a credential of its request, whatever a chain does with it', async () => {
    const leaking = (value: string) =>
      definePlugin({
        name: 'leaking',
        requires: { credentials: ['token'], inputs: ['header:x-api-key', 'query:access_token'] },
        validate: () =>
          pass({
            principalId: `user ${value}`,
            scopes: [value],
            claims: { [value]: value },
            context: { [`k${value}`]: value, said: `it was ${value}` },
          }),
      })()
    await fc.assert(
      fc.asyncProperty(credential, credential, credential, async (token, key, query) => {
        for (const value of [token, key, query]) {
          const records = await askChain(
            [leaking(value)],
            {
              request: `GET /orders/1?access_token=${encodeURIComponent(query)}`,
              token,
              header: [`X-Api-Key: ${key}`, `Cookie: sid=${key}`],
            },
            { authorizer: { type: 'REQUEST', ttlSeconds: 0 } },
          )
          const text = JSON.stringify(records)
          for (const secret of [token, key, query]) {
            expect(text).not.toContain(secret)
            expect(text).not.toContain(encodeURIComponent(secret))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('holds none of the request whose cached answer it tells', async () => {
    const value = 'abcd1234efgh'
    const leaking = definePlugin({
      name: 'leaking',
      validate: () => pass({ principalId: `user ${value}`, context: { said: value } }),
    })()
    const records = await askChain([leaking], {
      request: `GET /orders/1?access_token=${value}`,
      token: 'another-token',
      then: ['/orders/2'],
    })
    expect(records[1]).toMatchObject({ cache: { use: 'HIT' }, principalId: 'user ***' })
    expect(JSON.stringify(records)).not.toContain(value)
  })

  it('holds none that a hand-written handler puts into its policy or context', async () => {
    const leaking = (): object => ({ Sid: 'abcd1234efgh', Resource: 'arn:abcd1234efgh:*' })
    const records = await askHandler(leaking as never, { token: 'abcd1234efgh' })
    expect(JSON.stringify(records)).not.toContain('abcd1234efgh')
  })

  it('holds none that an error carries', async () => {
    const throwing = definePlugin({
      name: 'throwing',
      validate: (context) => {
        throw forbidden('throwing.no', {
          cause: context.token,
          details: { t: String(context.token) },
        })
      },
    })()
    const records = await askChain([throwing], { token: 'abcd1234efgh' })
    expect(JSON.stringify(records)).not.toContain('abcd1234efgh')
  })
})
