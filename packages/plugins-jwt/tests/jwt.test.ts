import { anyOf, createChain, definePlugin, abstain, isAuthchainError, pass } from '@authchain/core'
import type { Pass } from '@authchain/core'
import {
  createTestCall,
  createTestClock,
  createTestContext,
  createTestIdentity,
  createTestLogger,
  createTestRuntime,
} from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { jwt } from '../src/jwt.js'
import type { JwtOptions } from '../src/options.js'
import { startKeyServer, json, silent } from './helpers/key-server.js'
import {
  audience,
  createKey,
  goodClaims,
  issuer,
  nowSeconds,
  rsa,
  token,
} from './helpers/tokens.js'
import { opened, presenting, secretRef, staticOptions } from './helpers/verifying.js'

const clock = createTestClock(nowSeconds * 1000)
const url = 'https://issuer.example/keys'

describe('what the plugin makes of a good token', () => {
  it('names the caller and hands on scopes, claims and the end', async () => {
    const claims = { scope: 'orders:read', exp: nowSeconds + 300, tier: 'gold' }
    const outcome = (await (await opened())(token(claims))) as Pass
    expect(outcome.patch).toEqual({
      principalId: 'user-1',
      scopes: ['orders:read'],
      claims: { ...goodClaims, ...claims },
      expiresAtSeconds: nowSeconds + 305,
      provides: { claims: { ...goodClaims, ...claims }, issuer, tenant: undefined },
    })
  })

  it('tells the name of a single issuer, without putting it into the principal', async () => {
    const outcome = (await (await opened({ name: 'acme' }))(token())) as Pass
    expect(outcome.patch).toMatchObject({ principalId: 'user-1', provides: { tenant: 'acme' } })
  })

  it('answers at once when the keys are at hand', async () => {
    const { signal } = new AbortController()
    const validate = await jwt(staticOptions).setup(createTestRuntime({ clock }), signal)
    const context = createTestContext({ token: `Bearer ${token()}` })
    const outcome = validate(context, createTestIdentity(), createTestCall())
    expect(outcome).toHaveProperty('kind', 'pass')
  })
})

describe('claims that the options demand', () => {
  const demanding = { requiredClaims: { token_use: 'access', client_id: ['a', 'b'] } }
  it.each<[string, object, string]>([
    ['has them', { token_use: 'access', client_id: 'b' }, 'pass'],
    ['has one in a list', { token_use: ['id', 'access'], client_id: 'a' }, 'pass'],
    ['has another value', { token_use: 'id', client_id: 'a' }, 'jwt.invalid_claims'],
    ['has one of another case', { token_use: 'Access', client_id: 'a' }, 'jwt.invalid_claims'],
    ['lacks one', { token_use: 'access' }, 'jwt.invalid_claims'],
    ['has a number', { token_use: 'access', client_id: 1 }, 'jwt.invalid_claims'],
    ['has an object', { token_use: 'access', client_id: { a: 'a' } }, 'jwt.invalid_claims'],
  ])('are compared exactly: a token that %s', async (_case, claims, outcome) => {
    expect(await (await presenting(demanding))(token(claims))).toBe(outcome)
  })

  it('are not found on a prototype that somebody changed', async () => {
    const present = await presenting(demanding)
    // oxlint-disable-next-line no-extend-native -- what a polluted prototype does to others.
    Object.defineProperty(Object.prototype, 'client_id', { value: 'a', configurable: true })
    try {
      expect(await present(token({ token_use: 'access' }))).toBe('jwt.invalid_claims')
    } finally {
      Reflect.deleteProperty(Object.prototype, 'client_id')
    }
  })

  it('are not met by what every object has', async () => {
    const inherited = { requiredClaims: { constructor: 'Object', toString: 'x' } }
    expect(await (await presenting(inherited))(token())).toBe('jwt.invalid_claims')
  })

  it('may be described by a schema, whose result is handed on', async () => {
    const claims = z.looseObject({ tenant: z.string().transform((text) => text.toUpperCase()) })
    const validate = await opened({ claims })
    const outcome = (await validate(token({ tenant: 'acme' }))) as Pass
    expect(outcome.patch).toMatchObject({
      claims: { tenant: 'acme' },
      provides: { claims: { tenant: 'ACME' } },
    })
    const error: unknown = await validate(token({ tenant: 7 })).catch((thrown: unknown) => thrown)
    expect(isAuthchainError(error) && error.code).toBe('jwt.invalid_claims')
    expect((error as Error).cause).toBeUndefined()
  })

  it('fail when the schema is asynchronous, instead of passing', async () => {
    const claims = z.looseObject({}).refine(async () => true)
    await expect((await opened({ claims }))(token())).rejects.not.toHaveProperty(
      'code',
      'jwt.invalid_claims',
    )
    // oxlint-disable-next-line unicorn/no-thenable -- what some libraries return for a native promise.
    const later = { then: () => undefined }
    const thenable = { '~standard': { version: 1, vendor: 'x', validate: () => later } }
    await expect((await opened({ claims: thenable }))(token())).rejects.toThrow(TypeError)
  })
})

describe('what the plugin declares', () => {
  it.each<[string, object, object]>([
    ['the token alone by default', {}, { credentials: ['token'], secrets: [], hosts: [] }],
    [
      'the one place of the token',
      { tokenFrom: 'cookie:a' },
      { credentials: ['cookie:a'], secrets: [], hosts: [] },
    ],
    [
      'several places as inputs, since none alone means absence',
      { tokenFrom: ['token', 'query:t', 'token'] },
      { inputs: ['token', 'query:t'], secrets: [], hosts: [] },
    ],
    [
      'the host of the keys',
      { jwks: undefined, jwksUri: url },
      { credentials: ['token'], secrets: [], hosts: ['issuer.example'] },
    ],
    [
      'the host of the issuer',
      { jwks: undefined },
      { credentials: ['token'], secrets: [], hosts: ['issuer.example'] },
    ],
    [
      'the secret',
      { jwks: undefined, secret: secretRef },
      { credentials: ['token'], secrets: [secretRef], hosts: [] },
    ],
  ])('is %s', (_case, options, requires) => {
    expect(jwt({ ...staticOptions, ...options } as unknown as JwtOptions).requires).toEqual(
      requires,
    )
  })
})

describe('options', () => {
  it.each<[string, object, string, string]>([
    ['a misspelt key', { audiance: 'x' }, 'AC1004', 'jwt.audiance'],
    ['no issuer', { issuer: undefined }, 'AC1003', 'jwt.issuer'],
    ['an empty issuer', { issuer: '' }, 'AC1003', 'jwt.issuer'],
    ['two key sources', { publicKey: rsa.pem }, 'AC1003', 'jwt.publicKey'],
    [
      'plain http',
      { jwks: undefined, jwksUri: 'http://issuer.example/k' },
      'AC1003',
      'jwt.jwksUri',
    ],
    ['the algorithm none', { algorithms: ['none'] }, 'AC1003', 'jwt.algorithms[0]'],
    ['no algorithm', { algorithms: [] }, 'AC1003', 'jwt.algorithms'],
    [
      'RS256 with a secret',
      { jwks: undefined, secret: secretRef, algorithms: ['RS256'] },
      'AC1003',
      'jwt.algorithms',
    ],
    ['a secret in clear', { jwks: undefined, secret: 'x'.repeat(32) }, 'AC1003', 'jwt.secret'],
    ['another typ', { typ: 'JWT' }, 'AC1003', 'jwt.typ'],
    ['an age of nothing', { maxTokenAgeSeconds: 0 }, 'AC1003', 'jwt.maxTokenAgeSeconds'],
    ['a claim with no value', { requiredClaims: { a: [] } }, 'AC1003', 'jwt.requiredClaims.a'],
    ['no schema', { claims: {} }, 'AC1003', 'jwt.claims'],
    ['an issuer beside several', { issuers: [] }, 'AC1004', 'jwt.issuer'],
  ])('are refused before any request: %s', (_case, options, code, path) => {
    const all = { ...staticOptions, ...options } as unknown as JwtOptions
    expect(() => jwt(all)).toThrow(expect.objectContaining({ code, details: { path } }))
  })

  it.each<unknown>([undefined, null, 'x', [], { issuers: [] }, { issuers: {} }])(
    'are refused when they are %j',
    (options) => {
      expect(() => jwt(options as JwtOptions)).toThrow(expect.objectContaining({ kind: 'config' }))
    },
  )

  it('are named as the plugin is, also deep inside', () => {
    const keys = [rsa.jwk, {}]
    const issuers = [{ name: 'a', issuer, audience, jwks: { keys } }] as const
    expect(() => jwt({ issuers }, { as: 'partner' })).toThrow(
      expect.objectContaining({
        code: 'AC1012',
        details: { path: 'partner.issuers[0].jwks.keys[1]' },
      }),
    )
  })
})

describe('in a chain', () => {
  const key = definePlugin({
    name: 'key',
    validate: (context) =>
      context.token === 'Bearer key' ? pass({ principalId: 'key' }) : abstain('no key'),
  })
  const quiet = { clock, logger: createTestLogger() }

  it('serves other credentials while the issuer is down, and fails only for its own', async () => {
    const server = await startKeyServer()
    server.behave(silent)
    const plugin = jwt({ issuer, audience, jwksUri: server.url })
    const chain = await createChain({ plugins: [anyOf(key(), plugin)] }, quiet)
    expect(await chain(createTestContext({ token: 'Bearer key' }))).toMatchObject({
      effect: 'Allow',
    })
    const own = createTestContext({ token: `Bearer ${token()}` })
    expect(await chain(own)).toMatchObject({
      effect: 'Deny',
      kind: 'failure',
      code: 'jwt.keys_unavailable',
    })
    expect(await chain(createTestContext({}))).toMatchObject({
      effect: 'Deny',
      kind: 'unauthenticated',
    })
    await server.close()
  })

  it('allows with keys over HTTP and denies with its own code', async () => {
    const server = await startKeyServer()
    const ec = createKey('ES256', 'k')
    server.behave(json({ keys: [ec.jwk] }))
    const chain = await createChain(
      { plugins: [jwt({ issuer, audience, jwksUri: server.url })] },
      quiet,
    )
    const decide = async (text: string): Promise<unknown> =>
      chain(createTestContext({ token: `Bearer ${text}` }))
    expect(await decide(token({}, {}, ec))).toMatchObject({
      effect: 'Allow',
      principalId: 'user-1',
      identity: { jwt: { issuer }, expiresAtSeconds: goodClaims.exp + 5 },
    })
    expect(await decide(token({ exp: 1 }, {}, ec))).toMatchObject({
      kind: 'unauthenticated',
      code: 'jwt.expired',
    })
    expect(await decide(token({}, { kid: 'x' }, ec))).toMatchObject({
      code: 'jwt.unknown_key',
      transient: true,
    })
    await server.close()
  })

  it('allows until exp and the tolerance, and nothing after', async () => {
    const chain = await createChain({ plugins: [jwt(staticOptions)] }, quiet)
    const late = createTestContext({ token: `Bearer ${token({ exp: nowSeconds - 5 })}` })
    expect(await chain(late)).toMatchObject({ effect: 'Deny', kind: 'unauthenticated' })
    const last = createTestContext({ token: `Bearer ${token({ exp: nowSeconds - 4 })}` })
    expect(await chain(last)).toMatchObject({ effect: 'Allow' })
  })

  it('stands twice under two names', async () => {
    const partner = jwt(
      { ...staticOptions, tokenFrom: 'header:x-partner' },
      { as: 'partner', principal: 'ignore' },
    )
    const chain = await createChain({ plugins: [jwt(staticOptions), partner] }, quiet)
    const decision = await chain(
      createTestContext({
        token: `Bearer ${token()}`,
        headers: { 'x-partner': token({ sub: 'p' }) },
      }),
    )
    expect(decision).toMatchObject({
      effect: 'Allow',
      principalId: 'user-1',
      identity: { partner: { claims: { sub: 'p' } } },
    })
  })
})
