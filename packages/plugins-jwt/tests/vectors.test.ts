import { createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isAuthchainError } from '@authchain/core'
import { createTestClock, createTestRuntime } from '@authchain/core/testing'
import { compactVerify } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { algorithmFacts, allAlgorithms, isHmac, publicKeyAlgorithms } from '../src/algorithm.js'
import type { JwtAlgorithm } from '../src/algorithm.js'
import { checkOptions } from '../src/checked-options.js'
import { parseCompact } from '../src/compact-gate.js'
import { createKeySet } from '../src/key-set.js'
import { KeyRefusedError, parseJwk } from '../src/keys.js'
import { createTokenVerifier } from '../src/verifier.js'
import { verifySignature } from '../src/verify-signature.js'
import { haveVectors, readVectors, requireVectors } from './helpers/vectors.js'
import type { Vector } from './helpers/vectors.js'

interface Verdict {
  readonly effect: 'allow' | 'deny'
  readonly rule: string
}

const jwsFiles = [
  'wycheproof-jws.json',
  'wycheproof-jwk.json',
  'wycheproof-jwcrypto.json',
  'rfc7515-appendix.json',
  'rfc7520-cookbook.json',
] as const
const jwtFiles = ['wycheproof-derived-jwt.json', 'wycheproof-jwe-as-bearer.json'] as const

/**
 * Labelled as badly padded, but the padding was lost when they were published: both are one and the same
 * canonical token with a good signature, which no verifier could tell from any other.
 */
const mislabelled: readonly string[] = ['json_web_signature/21/367', 'json_web_signature/21/370']

const tally = { judged: 0, allow: 0, deny: 0, disputed: 0, mislabelled: 0 }
const disputes: string[] = []
const wrong: string[] = []

if (!haveVectors) {
  console.warn('vectors: left out, because ../shared/vectors/jose is not beside the repository')
}

it.runIf(requireVectors)('has the vectors that it is told to have', () => {
  expect(haveVectors).toBe(true)
})

describe.skipIf(!haveVectors)('the published vectors', () => {
  it.each(jwsFiles)('judges every signature of %s as it is labelled', (file) => {
    for (const vector of readVectors(file)) {
      if (vector.now === undefined) settle(vector, judgeSignature(vector))
    }
    expect(wrong).toEqual([])
  })

  it.each([...jwtFiles, ...jwsFiles])(
    'judges every token of %s as it is labelled',
    async (file) => {
      const isJwtLevel = (jwtFiles as readonly string[]).includes(file)
      for (const vector of readVectors(file)) {
        if (isJwtLevel || vector.now !== undefined) settle(vector, await judgeToken(vector))
      }
      expect(wrong).toEqual([])
    },
  )

  it('takes two vectors for mislabelled because another library verifies them too', async () => {
    const found = readVectors('wycheproof-jws.json').filter(({ id }) => mislabelled.includes(id))
    expect(new Set(found.map(({ token }) => token)).size).toBe(1)
    for (const { token, key } of found) {
      const secret = Buffer.from(String(key?.['k']), 'base64url')
      await expect(compactVerify(String(token), secret)).resolves.toBeDefined()
    }
  })

  afterAll(() => {
    const { judged, allow, deny, disputed } = tally
    console.info(
      `vectors: ${judged} judged, ${allow} allowed and ${deny} denied as labelled, ` +
        `${disputed} disputed, ${tally.mislabelled} mislabelled, no good one refused by a stricter rule`,
    )
    for (const line of disputes) console.info(`  disputed: ${line}`)
    for (const id of mislabelled) console.info(`  mislabelled: ${id}: good, but labelled deny`)
  })
})

function settle(vector: Vector, { effect, rule }: Verdict): void {
  tally.judged += 1
  if (vector.disputed !== undefined) {
    tally.disputed += 1
    disputes.push(`${vector.id}: labelled ${vector.expected}, here ${effect} (${rule})`)
    return
  }
  if (mislabelled.includes(vector.id)) {
    tally.mislabelled += 1
    return
  }
  tally[effect] += 1
  if (effect !== vector.expected) wrong.push(`${vector.id}: ${vector.comment}: ${effect} (${rule})`)
}

/** The gate, the checks on keys and the signature, without claims: the payloads are no claims. */
function judgeSignature(vector: Vector): Verdict {
  try {
    const { header, signingInput, signature } = parseCompact(vector.token)
    const algorithm = allAlgorithms.find((name) => name === (vector.alg ?? header.algorithm))
    if (algorithm === undefined || algorithm !== header.algorithm) return denied('algorithm')
    const key = selectKey(vector.key ?? {}, header.keyId, algorithm)
    if (typeof key === 'string') return denied(key)
    const isGood = verifySignature(algorithm, key, signingInput, signature)
    return isGood ? { effect: 'allow', rule: 'signature' } : denied('signature')
  } catch (error) {
    if (isAuthchainError(error)) return denied(error.code)
    if (error instanceof KeyRefusedError) return denied(error.message)
    throw error
  }
}

function selectKey(
  source: Readonly<Record<string, unknown>>,
  keyId: string | undefined,
  algorithm: JwtAlgorithm,
): KeyObject | string {
  const members = (source['keys'] ?? [source]) as readonly Readonly<Record<string, unknown>>[]
  const secrets = members.filter((jwk) => jwk['kty'] === 'oct')
  if (secrets.length < members.length) {
    // A bare key is the issuer's one key; of a set a token must name it.
    const id = source['keys'] === undefined ? undefined : keyId
    return createKeySet(members.map(parseJwk), publicKeyAlgorithms).find(id, algorithm)
  }
  // A set of secrets is no source of keys here, so the one that the token names stands for the configured secret.
  const fitting = secrets.filter((jwk) => members.length === 1 || jwk['kid'] === keyId)
  const [jwk] = fitting
  if (jwk === undefined || fitting.length > 1) return 'no one secret'
  if (!isHmac(algorithm) || (jwk['alg'] ?? algorithm) !== algorithm)
    return 'algorithm of the secret'
  if ((jwk['use'] ?? 'sig') !== 'sig') return 'use of the secret'
  const operations = jwk['key_ops'] as readonly string[] | undefined
  if (operations !== undefined && !operations.includes('verify')) return 'key_ops of the secret'
  const bytes = Buffer.from(String(jwk['k']), 'base64url')
  const facts = algorithmFacts[algorithm]
  if (facts.kind === 'hmac' && bytes.length < facts.digestBytes) return 'length of the secret'
  return createSecretKey(bytes)
}

/** The whole path, as the plugin and `createJwtVerifier` take it. */
async function judgeToken(vector: Vector): Promise<Verdict> {
  const runtime = createTestRuntime({
    clock: createTestClock((vector.now ?? 1_790_000_000) * 1000),
    ...(vector.secret === undefined ? {} : { secrets: { shared: vector.secret } }),
  })
  try {
    const verifier = await createTokenVerifier(
      checkOptions('jwt', {
        issuer: 'https://issuer.example/',
        audience: 'https://api.example',
        clockToleranceSeconds: 0,
        ...toSource(vector),
      }),
      runtime,
      new AbortController().signal,
    )
    await verifier.verify(vector.token, new AbortController())
    return { effect: 'allow', rule: 'all' }
  } catch (error) {
    if (isAuthchainError(error)) return denied(error.code)
    throw error
  }
}

function toSource(vector: Vector): object {
  const algorithms = [vector.alg ?? 'RS256']
  if (vector.secret !== undefined) {
    const secret = { kind: 'secret-ref', store: 'literal', name: 'shared' }
    return { secret, algorithms }
  }
  const { key } = vector
  return { jwks: key?.['keys'] === undefined ? { keys: [key] } : key, algorithms }
}

function denied(rule: string): Verdict {
  return { effect: 'deny', rule }
}
