/** What must hold of a token's claims once its signature is good (RFC 7519 section 4.1, RFC 8725 section 3). @module */
import type { Claims, StandardSchemaV1 } from '@authchain/core'
import { denial } from './codes.js'

/** The checks that do not depend on the issuer. */
export interface ClaimChecks {
  readonly toleranceSeconds: number
  readonly maxTokenAgeSeconds: number | undefined
  /** Exact values, one of which a claim must have. */
  readonly requiredClaims: readonly (readonly [name: string, values: readonly string[]])[]
  readonly schema: StandardSchemaV1 | undefined
}

/** What the rest of the plugin needs of checked claims. */
export interface CheckedClaims {
  readonly subject: string
  /** When a fresh check would deny the token: its end, with the tolerance. */
  readonly expiresAtSeconds: number
  /** What the schema made of the claims; the claims themselves without one. */
  readonly typed: unknown
}

const maxSubjectBytes = 512
/** Control, formatting and line-breaking characters, and halves of surrogate pairs. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
/** 9999-12-31T23:59:59Z. What lies beyond is a time in milliseconds, and no date that a policy could hold. */
const lastInstantSeconds = 253_402_300_799

/**
 * Checks the claims of a verified token, except for `iss`, by which the issuer was chosen.
 *
 * @param audience - One of which the token must be meant for, compared exactly; null when the issuer's tokens have none.
 * @param nowSeconds - Since the epoch, with fractions.
 * @throws UnauthenticatedError `jwt.audience`, `jwt.subject`, `jwt.expired`, `jwt.not_yet_valid`, `jwt.too_old` or
 * `jwt.invalid_claims`.
 * @throws TypeError when the schema is asynchronous: a fault of the configuration, so a failure.
 */
export function checkClaims(
  claims: Claims,
  audience: readonly string[] | null,
  checks: ClaimChecks,
  nowSeconds: number,
): CheckedClaims {
  if (audience !== null && !isOneOf(claim(claims, 'aud'), audience)) throw denial('jwt.audience')
  const expiresAtSeconds = checkTimes(claims, checks, nowSeconds)
  const subject = claim(claims, 'sub')
  if (!isSubject(subject)) throw denial('jwt.subject')
  for (const [name, values] of checks.requiredClaims) {
    if (!isOneOf(claim(claims, name), values)) throw denial('jwt.invalid_claims')
  }
  return { subject, expiresAtSeconds, typed: toTyped(claims, checks.schema) }
}

/** One claim by its own name; nothing is inherited from a prototype. */
export function claim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/** Exact text, or a list that holds it. */
function isOneOf(value: unknown, allowed: readonly string[]): boolean {
  if (typeof value === 'string') return allowed.includes(value)
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item === 'string') &&
    value.some((item) => allowed.includes(item))
  )
}

function checkTimes(claims: Claims, checks: ClaimChecks, nowSeconds: number): number {
  const expires = instant(claims, 'exp')
  const notBefore = instant(claims, 'nbf')
  const issuedAt = instant(claims, 'iat')
  const { toleranceSeconds, maxTokenAgeSeconds } = checks
  if (expires === undefined) throw denial('jwt.invalid_claims')
  const endsAt = expires + toleranceSeconds
  if (endsAt <= nowSeconds) throw denial('jwt.expired')
  const latest = nowSeconds + toleranceSeconds
  if ((notBefore ?? 0) > latest || (issuedAt ?? 0) > latest) {
    throw denial('jwt.not_yet_valid', { transient: true })
  }
  if (maxTokenAgeSeconds === undefined) return endsAt
  if (issuedAt === undefined) throw denial('jwt.invalid_claims')
  const tooOldAt = issuedAt + maxTokenAgeSeconds + toleranceSeconds
  if (tooOldAt <= nowSeconds) throw denial('jwt.too_old')
  return Math.min(endsAt, tooOldAt)
}

/** A NumericDate: finite, and undefined only when it is absent. */
function instant(claims: Claims, name: string): number | undefined {
  const value = claim(claims, name)
  if (value === undefined) return undefined
  if (typeof value === 'number' && Math.abs(value) <= lastInstantSeconds) return value
  throw denial('jwt.invalid_claims')
}

function isSubject(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= maxSubjectBytes &&
    Buffer.byteLength(value) <= maxSubjectBytes &&
    !unprintable.test(value)
  )
}

/** The issues may quote claims, so the code alone is passed on. */
function toTyped(claims: Claims, schema: StandardSchemaV1 | undefined): unknown {
  if (schema === undefined) return claims
  const result = schema['~standard'].validate(claims)
  // Any thenable: what is not a result must not pass for one without issues.
  if ('then' in result) {
    throw new TypeError('jwt.claims: the schema is asynchronous')
  }
  if (result.issues === undefined) return result.value
  throw denial('jwt.invalid_claims')
}
