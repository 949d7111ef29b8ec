/** The one path from a token's text to claims that hold; the plugin and `createJwtVerifier` share it. @module */
import type { Awaitable, Claims, PluginRuntime } from '@authchain/core'
import type { KeyObject } from 'node:crypto'
import type { JwtAlgorithm } from './algorithm.js'
import type { CheckedIssuer, CheckedOptions } from './checked-options.js'
import { checkClaims, claim } from './claims.js'
import { denial } from './codes.js'
import { createHeaderReader, parseClaims, parseCompact } from './compact-gate.js'
import type { CompactToken } from './compact-gate.js'
import { singleKey, staticKeys } from './issuer-keys.js'
import type { IssuerKeys, Waiting } from './issuer-keys.js'
import { createJwksClient } from './jwks-client.js'
import type { RemoteKeys } from './jwks-client.js'
import { secretKeys } from './secret-keys.js'
import { checkType } from './token-type.js'
import { verifySignature } from './verify-signature.js'

/** A token that holds. */
export interface VerifiedToken {
  /** As signed, frozen. */
  readonly claims: Claims
  /** What the schema made of the claims; the claims themselves without one. */
  readonly typed: unknown
  readonly subject: string
  readonly expiresAtSeconds: number
  readonly issuer: string
  readonly tenant: string | undefined
}

/** Verifies tokens of the configured issuers. */
export interface TokenVerifier {
  /**
   * Answers at once when the keys are at hand.
   *
   * @throws UnauthenticatedError with a code of `denialCodes`, FailureError with one of `failureCodes`.
   */
  verify(token: unknown, call: Waiting): Awaitable<VerifiedToken>
}

interface OpenedIssuer extends CheckedIssuer {
  readonly keys: IssuerKeys
}

/**
 * Opens secrets and asks for published keys. That an issuer cannot be reached is no error yet: a chain that takes
 * other credentials too goes on serving them.
 */
export async function createTokenVerifier(
  options: CheckedOptions,
  runtime: PluginRuntime,
  signal: AbortSignal,
): Promise<TokenVerifier> {
  const opened = await Promise.all(
    options.issuers.map(async (issuer) => ({
      ...issuer,
      keys: await openKeys(issuer, runtime, signal),
    })),
  )
  const issuers = new Map(opened.map((issuer) => [issuer.issuer, issuer]))
  const readHeader = createHeaderReader()
  return {
    verify(input, call) {
      const token = parseCompact(input, readHeader)
      checkType(token.header.type, options.type)
      const claims = parseClaims(token.payload)
      const issuer = selectIssuer(issuers, claims)
      const algorithm = selectAlgorithm(issuer, token.header.algorithm)
      const finish = (key: KeyObject): VerifiedToken => {
        checkSignature(token, algorithm, key)
        const nowSeconds = runtime.clock.nowMilliseconds() / 1000
        const checked = checkClaims(claims, issuer.audience, options.checks, nowSeconds)
        return { claims, ...checked, issuer: issuer.issuer, tenant: issuer.name }
      }
      const key = issuer.keys.find(token.header.keyId, algorithm, call)
      return 'then' in key ? key.then(finish) : finish(key)
    },
  }
}

async function openKeys(
  { issuer, algorithms, source }: CheckedIssuer,
  runtime: PluginRuntime,
  signal: AbortSignal,
): Promise<IssuerKeys> {
  switch (source.kind) {
    case 'jwks':
      return staticKeys(source.keys)
    case 'public-key':
      return singleKey(source.keys)
    case 'secret':
      return secretKeys(await runtime.secrets.open(source.secret), algorithms)
    case 'jwks-uri':
    case 'discovery': {
      const jwksUri = source.kind === 'jwks-uri' ? source.jwksUri : undefined
      const keys: RemoteKeys = createJwksClient({ issuer, jwksUri, algorithms }, runtime)
      await keys.prefetch(signal)
      return keys
    }
    default:
      return source satisfies never
  }
}

/** By the unverified `iss`, exactly: the keys of that issuer must then bear it out. */
function selectIssuer(issuers: ReadonlyMap<string, OpenedIssuer>, claims: Claims): OpenedIssuer {
  const name = claim(claims, 'iss')
  const issuer = typeof name === 'string' ? issuers.get(name) : undefined
  if (issuer === undefined) throw denial('jwt.issuer')
  return issuer
}

function selectAlgorithm(issuer: OpenedIssuer, name: string): JwtAlgorithm {
  const algorithm = issuer.algorithms.find((allowed) => allowed === name)
  if (algorithm === undefined) throw denial('jwt.algorithm')
  return algorithm
}

function checkSignature(token: CompactToken, algorithm: JwtAlgorithm, key: KeyObject): void {
  if (!verifySignature(algorithm, key, token.signingInput, token.signature)) {
    throw denial('jwt.bad_signature')
  }
}
