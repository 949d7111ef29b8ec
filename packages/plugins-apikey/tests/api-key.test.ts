import { failure, unauthenticated } from '@authchain/core'
import type { Plugin } from '@authchain/core'
import {
  createTestCall,
  createTestClock,
  createTestContext,
  createTestIdentity,
  createTestRuntime,
} from '@authchain/core/testing'
import type { TestRequest } from '@authchain/core/testing'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { apiKey, createApiKey, inlineKeys } from '../src/index.js'
import type { ApiKeyOptions, ApiKeyProvision, ApiKeyRecord, ApiKeyStore } from '../src/index.js'
import { withChecksum, withOtherSecret } from './helpers/keys.js'

const clock = createTestClock()
const nowSeconds = clock.nowMilliseconds() / 1000
const { key, record } = createApiKey({
  principalId: 'partner-acme',
  scopes: ['orders:read'],
  context: { tier: 'gold', seats: 3, trial: false, note: null },
})
const keys = inlineKeys([record])

async function present(options: ApiKeyOptions, request: TestRequest): Promise<unknown> {
  const signal = new AbortController().signal
  const validate = await apiKey(options).setup(createTestRuntime({ clock }), signal)
  return validate(createTestContext(request), createTestIdentity(), createTestCall())
}

const presentHeader = async (value: string, store: ApiKeyStore = keys): Promise<unknown> =>
  present({ keys: store }, { headers: { 'x-api-key': value } })

const storeOf = (answer: unknown): ApiKeyStore => ({
  kind: 'api-key-store',
  find: async () => answer as ApiKeyRecord,
})

describe('apiKey', () => {
  it('passes principal, scopes, id and metadata of the record, and nothing for the backend', async () => {
    expect(await presentHeader(key)).toEqual({
      kind: 'pass',
      patch: {
        principalId: 'partner-acme',
        scopes: ['orders:read'],
        provides: {
          id: record.id,
          metadata: { tier: 'gold', seats: 3, trial: false, note: null },
        },
      },
    })
  })

  it('passes expiry and the usage plan key of the record', async () => {
    const made = createApiKey({
      expiresAtSeconds: nowSeconds + 60,
      usageIdentifierKey: 'digest',
    })
    expect(await presentHeader(made.key, inlineKeys([made.record]))).toMatchObject({
      patch: {
        principalId: `key:${made.record.id}`,
        scopes: [],
        expiresAtSeconds: nowSeconds + 60,
        usageIdentifierKey: made.record.digest,
        provides: { metadata: {} },
      },
    })
  })

  describe('finds the key', () => {
    it.each<[string, ApiKeyOptions['from'], TestRequest]>([
      ['the header x-api-key unless told otherwise', undefined, { headers: { 'X-Api-Key': key } }],
      ['another header', 'header:X-Partner', { headers: { 'x-partner': key } }],
      ['a query parameter', 'query:key', { query: { key } }],
      ['a query parameter with brackets', 'query:apikey[]', { query: { 'apikey[]': key } }],
      ['a cookie', 'cookie:key', { headers: { cookie: `a=b; key=${key}; c=d` } }],
      ['the bearer token', 'bearer', { token: `Bearer ${key}` }],
      ['the bearer token under a scheme in lower case', 'bearer', { token: `bearer ${key}` }],
      [
        'the bearer token of a TOKEN event',
        'bearer',
        { source: 'rest-token', token: `Bearer ${key}` },
      ],
    ])('in %s', async (_case, from, request) => {
      expect(await present({ keys, from }, request)).toMatchObject({ kind: 'pass' })
    })

    it.each<[string, ApiKeyOptions['from'], TestRequest]>([
      ['no header', undefined, {}],
      ['the key in another header', undefined, { headers: { authorization: key } }],
      ['no query parameter', 'query:key', {}],
      ['no cookie', 'cookie:key', { headers: { cookie: `other=${key}` } }],
      ['no token', 'bearer', {}],
      ['another scheme', 'bearer', { token: `Basic ${key}` }],
      ['no scheme', 'bearer', { token: key }],
      ['a JSON Web Token', 'bearer', { token: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln' }],
      ['the key of another prefix', 'bearer', { token: `Bearer x${key}` }],
      ['the prefix in another case', 'bearer', { token: `Bearer ${key.toUpperCase()}` }],
      ['the prefix without its underscore', 'bearer', { token: 'Bearer ac' }],
      ['a scheme without a credential', 'bearer', { token: 'Bearer ' }],
    ])('nowhere and abstains when there is %s', async (_case, from, request) => {
      expect(await present({ keys, from }, request)).toMatchObject({ kind: 'abstain' })
    })

    it('only under its own prefix', async () => {
      const made = createApiKey({ prefix: 'acme' })
      const both = inlineKeys([record, made.record])
      const request = { token: `Bearer ${made.key}` }
      expect(await present({ keys: both, from: 'bearer', prefix: 'acme' }, request)).toMatchObject({
        kind: 'pass',
      })
      expect(await present({ keys: both, from: 'bearer' }, request)).toMatchObject({
        kind: 'abstain',
      })
    })

    it('twice with different values and denies', async () => {
      const request = { headers: { 'x-api-key': [key, 'other'] } }
      await expect(present({ keys }, request)).rejects.toMatchObject({ code: 'request.ambiguous' })
    })
  })

  it.each([
    ['is empty', ''],
    ['is a space', ' '],
    ['has a space before it', ` ${key}`],
    ['has a space behind it', `${key} `],
    ['has a tab behind it', `${key}\t`],
    ['has a line break behind it', `${key}\n`],
    ['has a zero byte behind it', `${key}\0`],
    ['carries its scheme along', `Bearer ${key}`],
    ['stands in quotes', `"${key}"`],
    ['is two keys', `${key},${key}`],
    ['is of another prefix', withChecksum(`acme${key.slice(2, -6)}`)],
    ['was cut by one character', key.slice(0, -1)],
    ['is in upper case', key.toUpperCase()],
    ['is written in full-width letters', `ａｃ${key.slice(2)}`],
    ['has a combining mark behind its prefix', `ac\u0301${key.slice(2)}`],
    ['is 64 KiB long', key.padEnd(65_536, 'a')],
    ['is percent-encoded', key.replaceAll('_', '%5F')],
    ['is the digest from the record', record.digest],
    ['is the id alone', record.id],
    ['names a prototype', '__proto__'],
  ])('denies a key that %s, and asks no store', async (_case, value) => {
    const unasked: ApiKeyStore = {
      kind: 'api-key-store',
      find: async () => Promise.reject(new Error('asked')),
    }
    await expect(presentHeader(value, unasked)).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'api_key.malformed',
    })
  })

  it.each([
    ['two spaces before it', `Bearer  ${key}`],
    ['a space behind it', `Bearer ${key} `],
    ['one character too few', `Bearer ${key.slice(0, -1)}`],
    ['nothing behind its prefix', 'Bearer ac_'],
  ])('denies a bearer key with %s instead of leaving it to others', async (_case, token) => {
    await expect(present({ keys, from: 'bearer' }, { token })).rejects.toMatchObject({
      code: 'api_key.malformed',
    })
  })

  describe('does not tell', () => {
    const disabled = createApiKey()
    const store = inlineKeys([record, { ...disabled.record, disabled: true }])

    it.each([
      ['an id that nobody has', createApiKey().key],
      ['the wrong secret of a good key', withOtherSecret(key)],
      ['the wrong secret of a disabled key', withOtherSecret(disabled.key)],
    ])('%s from other unknown keys', async (_case, value) => {
      await expect(presentHeader(value, store)).rejects.toMatchObject({
        kind: 'unauthenticated',
        code: 'api_key.unknown',
        details: {},
      })
    })
  })

  it('denies a disabled key', async () => {
    const store = inlineKeys([{ ...record, disabled: true }])
    await expect(presentHeader(key, store)).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'api_key.disabled',
    })
  })

  it.each([
    ['from the very second of its expiry', nowSeconds, 'api_key.expired'],
    ['long after its expiry', 0, 'api_key.expired'],
  ])('denies a key %s', async (_case, expiresAtSeconds, code) => {
    const store = inlineKeys([{ ...record, expiresAtSeconds }])
    await expect(presentHeader(key, store)).rejects.toMatchObject({
      kind: 'unauthenticated',
      code,
    })
  })

  it('takes a key until the last millisecond', async () => {
    const store = inlineKeys([{ ...record, expiresAtSeconds: nowSeconds + 0.001 }])
    expect(await presentHeader(key, store)).toMatchObject({ kind: 'pass' })
  })

  it.each([
    ['null', null],
    ['true', true],
    ['text', 'allowed'],
    ['an empty object', {}],
    ['a record without a digest', { id: record.id, principalId: 'x' }],
    ['a digest that is a list', { ...record, digest: [record.digest] }],
    ['a principal that is empty', { ...record, principalId: '' }],
    ['scopes as text', { ...record, scopes: 'admin' }],
    ['disabled as text', { ...record, disabled: 'true' }],
    ['an expiry as text', { ...record, expiresAtSeconds: '9999999999' }],
    ['an expiry in milliseconds', { ...record, expiresAtSeconds: 1_790_000_000_000 }],
    ['an expiry that is no number', { ...record, expiresAtSeconds: NaN }],
    ['a misspelt expiry', { ...record, expiresAt: 1 }],
    ['nested metadata', { ...record, context: { a: { b: 1 } } }],
    ['the record of another key', createApiKey().record],
  ])('fails when the store answers %s', async (_case, answer) => {
    await expect(presentHeader(key, storeOf(answer))).rejects.toMatchObject({
      kind: 'failure',
      code: 'api_key.record_invalid',
    })
  })

  it.each([
    ['an error', new Error(`quotes ${key}`), 'api_key.store_failed'],
    ['a denial', unauthenticated('api_key.unknown'), 'api_key.store_failed'],
    ['a failure of its own', failure('vault.sealed'), 'vault.sealed'],
    ['undefined', undefined, 'api_key.store_failed'],
  ])('fails when the store throws %s', async (_case, thrown, code) => {
    const store: ApiKeyStore = {
      kind: 'api-key-store',
      find: () => {
        throw thrown
      },
    }
    const error: unknown = await presentHeader(key, store).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ kind: 'failure', code })
    expect((error as Error).message).not.toContain(key)
    expect(JSON.stringify(error)).not.toContain(key)
  })

  it('hands the store the signal and the clock of the request', async () => {
    const seen: unknown[] = []
    const store: ApiKeyStore = {
      kind: 'api-key-store',
      async find(...args) {
        seen.push(...args)
        return record
      },
    }
    await presentHeader(key, store)
    expect(seen).toMatchObject([record.id, { aborted: false }, { clock }])
  })

  describe('declares', () => {
    it.each([
      [undefined, 'header:x-api-key'],
      ['bearer', 'token'],
      ['query:key', 'query:key'],
      ['cookie:key', 'cookie:key'],
    ] as const)('for from: %s the credential %s', (from, credential) => {
      expect(apiKey({ keys, from }).requires).toEqual({ credentials: [credential] })
    })

    it('what its store needs', () => {
      const store = { ...keys, requires: { hosts: ['keys.example.com'], credentials: [] } }
      expect(apiKey({ keys: store }).requires).toEqual({
        hosts: ['keys.example.com'],
        credentials: ['header:x-api-key'],
      })
    })
  })

  it.each([
    ['no options', undefined, 'AC1003'],
    ['no store', {}, 'AC1003'],
    ['a list in place of a store', { keys: [record] }, 'AC1003'],
    ['a source without a name', { keys, from: 'header:' }, 'AC1003'],
    ['a source with a space', { keys, from: 'header:x key' }, 'AC1003'],
    ['a source of another kind', { keys, from: 'body:key' }, 'AC1003'],
    ['two sources', { keys, from: ['bearer', 'query:key'] }, 'AC1003'],
    ['a prefix with an underscore', { keys, prefix: 'a_b' }, 'AC1003'],
    ['an empty prefix', { keys, prefix: '' }, 'AC1003'],
    ['a misspelt option', { keys, form: 'bearer' }, 'AC1004'],
  ])('refuses %s before the first request', (_case, options, code) => {
    expect(() => apiKey(options as never)).toThrow(expect.objectContaining({ code }))
  })

  it('stands under another name when it is told to', () => {
    const plugin = apiKey({ keys }, { as: 'machine', principal: 'ignore' })
    expect(plugin.name).toBe('machine')
    expectTypeOf(plugin).toEqualTypeOf<Plugin<{ readonly machine: ApiKeyProvision }>>()
    expectTypeOf(apiKey({ keys })).toEqualTypeOf<Plugin<{ readonly apiKey: ApiKeyProvision }>>()
  })
})
