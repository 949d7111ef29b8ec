import * as fc from 'fast-check'
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { createTestRuntime, createTestClock } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import type { JwtAlgorithm } from '../src/algorithm.js'
import { checkOptions } from '../src/checked-options.js'
import { createTokenVerifier } from '../src/verifier.js'
import { audience, createKey, goodClaims, issuer, nowSeconds, signBytes } from './helpers/tokens.js'
import type { TestKey } from './helpers/tokens.js'

const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const
const keys: readonly TestKey[] = algorithms.map((algorithm, index) =>
  createKey(algorithm, `k${index}`),
)
const jwks = { keys: keys.map(({ jwk }) => jwk) }
const joseKeys = createLocalJWKSet(jwks)
const endless = new AbortController()
const verifier = await createTokenVerifier(
  checkOptions('jwt', { issuer, audience, jwks, clockToleranceSeconds: 0 }),
  createTestRuntime({ clock: createTestClock(nowSeconds * 1000) }),
  endless.signal,
)

async function weAccept(text: string): Promise<boolean> {
  try {
    await verifier.verify(text, endless)
    return true
  } catch {
    return false
  }
}

async function joseAccepts(text: string): Promise<boolean> {
  const options = {
    issuer,
    audience,
    currentDate: new Date(nowSeconds * 1000),
    requiredClaims: ['exp', 'sub'],
  }
  return jwtVerify(text, joseKeys, options).then(
    () => true,
    () => false,
  )
}

const claimValue = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constant(null),
  fc.boolean(),
  fc.array(fc.string()),
)
/** Mostly what is good, sometimes anything. */
const mostly = <T>(good: fc.Arbitrary<T>, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 15, arbitrary: good }, { weight: 1, arbitrary: other })
const someClaims = fc.record(
  {
    iss: mostly(fc.constant(issuer), claimValue),
    aud: mostly(fc.constantFrom<unknown>(audience, [audience], ['x', audience]), claimValue),
    sub: mostly(fc.string({ minLength: 1 }), claimValue),
    exp: mostly(fc.integer({ min: nowSeconds - 2, max: nowSeconds + 99 }), claimValue),
    nbf: mostly(fc.integer({ min: nowSeconds - 9, max: nowSeconds + 1 }), claimValue),
    iat: mostly(fc.integer({ min: nowSeconds - 9, max: nowSeconds }), claimValue),
    extra: fc.jsonValue({ maxDepth: 4 }),
  },
  { requiredKeys: ['iss', 'aud', 'sub', 'exp'] },
)
const otherAlgorithm = fc.constantFrom<unknown>(...algorithms, 'none', 'HS256', null, 1)
const someHeader = fc.record(
  {
    alg: mostly(fc.constant(undefined), otherAlgorithm),
    kid: mostly(fc.constant(undefined), fc.constantFrom<unknown>('k0', 'k3', 'k9', '', null, 1)),
    typ: fc.constantFrom('JWT', 'at+jwt'),
    more: mostly(
      fc.constant({}),
      fc.constantFrom({ crit: ['exp'] }, { crit: ['b64'], b64: false }, { b64: false }),
    ),
  },
  { requiredKeys: ['alg', 'kid', 'more'] },
)
const someEdit = fc.oneof(
  { weight: 5, arbitrary: fc.constant((text: string) => text) },
  fc.tuple(fc.nat(), fc.constantFrom('', 'A', '=', '.', ' ', '+', 'é')).map(
    ([at, put]) =>
      (text: string) =>
        text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1),
  ),
)

describe('beside another library', () => {
  it('accepts nothing that jose does not', async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(
        fc.nat(algorithms.length - 1),
        someHeader,
        someClaims,
        someEdit,
        async (index, header, claims, edit) => {
          const key = keys[index] as TestKey
          const { more, ...named } = header
          const stated = {
            ...named,
            ...(more as object),
            alg: header.alg ?? key.algorithm,
            kid: header.kid ?? key.jwk['kid'],
          }
          const input = [stated, claims]
            .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
            .join('.')
          const signature = signBytes(key.algorithm, key.privateKey, Buffer.from(input)).toString(
            'base64url',
          )
          const text = edit(`${input}.${signature}`)
          if (!(await weAccept(text))) return
          accepted += 1
          expect(await joseAccepts(text)).toBe(true)
        },
      ),
      { numRuns: 600 },
    )
    expect(accepted).toBeGreaterThan(20)
  })

  it('accepts what jose signs, under every algorithm', async () => {
    for (const [index, algorithm] of algorithms.entries()) {
      const { privateKey } = keys[index] as TestKey
      const text = await new SignJWT(goodClaims)
        .setProtectedHeader({ alg: algorithm satisfies JwtAlgorithm, kid: `k${index}` })
        .sign(privateKey)
      expect(await weAccept(text)).toBe(true)
    }
  })
})
