import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import * as s from '../../src/contract/schema.js'
import { definePlugin, pass } from '../../src/index.js'

const options = s.schema<unknown>(
  s.object({
    issuer: s.url(),
    names: s.array(s.string(), 1),
    tolerance: s.optional(s.number(0, 60)),
    typ: s.optional(s.oneOf('at+jwt', 'any')),
    claims: s.optional(s.record(s.string())),
    strict: s.optional(s.boolean()),
  }),
)
const twin = z.strictObject({
  issuer: z.url(),
  names: z.array(z.string()).min(1),
  tolerance: z.number().min(0).max(60).optional(),
  typ: z.enum(['at+jwt', 'any']).optional(),
  claims: z.record(z.string(), z.string()).optional(),
  strict: z.boolean().optional(),
})
const good = { issuer: 'https://auth.example.com/', names: ['a'] }

function issuesOf(value: unknown): readonly string[] {
  const result = options['~standard'].validate(value)
  if (result instanceof Promise || result.issues === undefined) return []
  return result.issues.map(
    ({ message, path }) => `${(path ?? []).map(String).join('.')}: ${message}`,
  )
}

describe('the small schemas', () => {
  it.each<[string, unknown]>([
    ['a number for a URL', { ...good, issuer: 7 }],
    ['no URL', { ...good, issuer: 'auth.example.com' }],
    ['an unknown key', { ...good, audiance: 'x' }],
    ['an unknown key that every object has', { ...good, toString: 'x' }],
    ['null', null],
    ['a list', []],
    ['an empty list', { ...good, names: [] }],
    ['a wrong item', { ...good, names: ['a', 1] }],
    ['a number that is too big', { ...good, tolerance: 61 }],
    ['a number that is too small', { ...good, tolerance: -1 }],
    ['no choice of the list', { ...good, typ: 'jwt' }],
    ['a wrong member of a record', { ...good, claims: { a: 1 } }],
    ['text for a boolean', { ...good, strict: 'yes' }],
    ['a missing key', { names: ['a'] }],
  ])('refuse what zod refuses: %s', (_case, value) => {
    expect(issuesOf(value)).not.toEqual([])
    expect(twin.safeParse(value).success).toBe(false)
  })

  it.each([
    [{ ...good, issuer: 7 }, 'issuer: Invalid input: expected string, received number'],
    [{ ...good, issuer: 'x' }, 'issuer: Invalid URL'],
    [{ ...good, tolerance: 61 }, 'tolerance: Too big: expected number to be <=60'],
    [{ ...good, typ: 'jwt' }, 'typ: Invalid option: expected one of "at+jwt"|"any"'],
    [{ ...good, names: ['a', 1] }, 'names.1: Invalid input: expected string, received number'],
  ])('say it in zod’s words: %j', (value, message) => {
    expect(issuesOf(value)).toEqual([message])
    const [issue] = twin.safeParse(value).error?.issues ?? []
    expect(`${issue?.path.join('.')}: ${issue?.message}`).toBe(message)
  })

  it.each([
    ['all keys', { ...good, tolerance: 5, typ: 'any', claims: { a: 'b' }, strict: true }],
    ['undefined for a key that may be absent', { ...good, tolerance: undefined }],
  ])('accept what zod accepts: %s', (_case, value) => {
    expect(issuesOf(value)).toEqual([])
    expect(twin.safeParse(value).success).toBe(true)
  })

  it.each([
    ['http', 'http://auth.example.com/'],
    ['credentials', 'https://user:secret@auth.example.com/'],
    ['a fragment', 'https://auth.example.com/#a'],
    ['another scheme', 'file:///etc/passwd'],
    ['data', 'data:application/json,{}'],
    ['a host that only begins like loopback', 'http://127.0.0.1.example.com/'],
  ])('refuse an address with %s', (_case, issuer) => {
    expect(issuesOf({ ...good, issuer })).toHaveLength(1)
  })

  it.each(['http://127.0.0.1:3001/', 'http://localhost:3001', 'http://[::1]:3001/'])(
    'take loopback without TLS: %s',
    (issuer) => {
      expect(issuesOf({ ...good, issuer })).toEqual([])
    },
  )

  it('give a plugin’s author the place and the words', () => {
    const make = definePlugin({ name: 'jwt', options, setup: () => () => pass() })
    expect(() => make({ ...good, names: [1] })).toThrow(
      expect.objectContaining({
        code: 'AC1003',
        message: 'plugins.config: jwt.names[0]: Invalid input: expected string, received number',
      }),
    )
    expect(() => make({ ...good, audiance: 'x' })).toThrow(
      expect.objectContaining({ code: 'AC1004', details: { path: 'jwt.audiance' } }),
    )
  })

  it('do not keep a message that holds the value', () => {
    expect(issuesOf({ ...good, issuer: 'hunter2' }).join()).not.toContain('hunter2')
  })
})
