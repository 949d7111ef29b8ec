/** The key of an HMAC, made of a secret's text (RFC 7518 section 3.2). @module */
import { createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { algorithmFacts } from './algorithm.js'
import type { JwtAlgorithm } from './algorithm.js'
import { outage } from './codes.js'

/**
 * Makes the key for HS256, HS384 or HS512. The UTF-8 bytes of the text are the key; nothing is decoded.
 *
 * @param algorithms - All that the issuer may use: the key is at least as long as the longest digest.
 * @throws FailureError `jwt.secret_refused` for a shorter one (32, 48 or 64 bytes), and for a PEM or a JSON text,
 * which are public more often than not.
 */
export function toSecretKey(secret: string, algorithms: readonly JwtAlgorithm[]): KeyObject {
  const rule = findBrokenRule(secret, algorithms)
  if (rule !== undefined) throw outage('jwt.secret_refused', { details: { rule } })
  return createSecretKey(secret, 'utf8')
}

function findBrokenRule(secret: string, algorithms: readonly JwtAlgorithm[]): string | undefined {
  const text = secret.trimStart()
  if (text.includes('-----BEGIN')) return 'not-pem'
  if (text.startsWith('{') || text.startsWith('[')) return 'not-json'
  const leastBytes = Math.max(...algorithms.map(digestBytes))
  return Buffer.byteLength(secret) < leastBytes ? `at-least-${leastBytes}-bytes` : undefined
}

/** Infinity, which no secret is as long as, for an algorithm that takes no secret. */
function digestBytes(algorithm: JwtAlgorithm): number {
  const facts = algorithmFacts[algorithm]
  return facts.kind === 'hmac' ? facts.digestBytes : Number.POSITIVE_INFINITY
}
