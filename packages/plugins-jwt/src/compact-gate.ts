/**
 * The gate before everything else: text → the parts of one signed token, or a denial. Nothing here trusts or
 * follows anything that the token says (RFC 7515 section 5.2, RFC 8725 section 3).
 *
 * @module
 */
import { denial } from './codes.js'
import { parseStrictJson } from './strict-json.js'
import type { JsonObject } from './strict-json.js'

/** Longest token, in characters. API Gateway lets about 10 KiB of headers pass. */
export const maxTokenLength = 16_384

const bounds = { maxDepth: 16, maxMembers: 512 } as const

/** The header parameters that count. `jwk`, `jku`, `x5u`, `x5c` and the like are ignored: keys come from the options. */
export interface TokenHeader {
  readonly algorithm: string
  readonly keyId: string | undefined
  readonly type: unknown
}

/** A token whose parts are well-formed; nothing in it is verified. */
export interface CompactToken {
  readonly header: TokenHeader
  readonly payload: Buffer
  /** What was signed: both first segments as sent. */
  readonly signingInput: Buffer
  readonly signature: Buffer
}

/**
 * Takes a compact JWS apart. One token has exactly one spelling: base64url without padding, whitespace or
 * stray trailing bits, three segments, a header that is strict JSON.
 *
 * @throws UnauthenticatedError `jwt.too_large`, or `jwt.malformed` for everything else: five segments (an
 * encrypted token) and the headers `crit`, `b64`, `enc` and `zip` included.
 * @param readHeader - One of {@link createHeaderReader} saves work.
 * @example
 * ```ts
 * const { header, payload, signingInput, signature } = parseCompact(token)
 * ```
 */
export function parseCompact(token: unknown, readHeader: HeaderReader = parseHeader): CompactToken {
  if (typeof token !== 'string') throw denial('jwt.malformed')
  if (token.length > maxTokenLength) throw denial('jwt.too_large')
  const first = token.indexOf('.')
  const second = token.indexOf('.', first + 1)
  if (first <= 0 || second === -1) throw denial('jwt.malformed')
  return {
    header: readHeader(token.slice(0, first)),
    payload: decodeSegment(token.slice(first + 1, second)),
    // A fourth segment is refused here: no canonical one has a dot in it.
    signature: decodeSegment(token.slice(second + 1)),
    // Every character is ASCII by now: the segments would not have decoded otherwise.
    signingInput: Buffer.from(token.slice(0, second), 'latin1'),
  }
}

/** First segment → header. Throws as {@link parseCompact} does. */
export type HeaderReader = (segment: string) => TokenHeader

/**
 * Makes a reader that remembers the last header: an issuer's tokens have the same one for as long as its key
 * lives. What it remembers depends on the segment alone, so it changes no answer.
 */
export function createHeaderReader(): HeaderReader {
  let lastSegment: string | undefined
  let lastHeader: TokenHeader | undefined
  return (segment) => {
    if (lastHeader !== undefined && segment === lastSegment) return lastHeader
    const header = parseHeader(segment)
    // A copy: the segment is a slice, which would keep the whole token in memory.
    lastSegment = Buffer.from(segment, 'latin1').toString('latin1')
    lastHeader = header
    return header
  }
}

/**
 * Reads a payload as a set of claims.
 *
 * @throws UnauthenticatedError `jwt.malformed` when it is not one strict JSON object.
 */
export function parseClaims(payload: Buffer): JsonObject {
  const claims = parseStrictJson(payload, bounds)
  if (claims === undefined) throw denial('jwt.malformed')
  return claims
}

function parseHeader(segment: string): TokenHeader {
  const json = parseStrictJson(decodeSegment(segment), bounds)
  if (json === undefined) throw denial('jwt.malformed')
  for (const name of ['crit', 'b64', 'enc', 'zip']) {
    if (Object.hasOwn(json, name)) throw denial('jwt.malformed')
  }
  const algorithm = Object.hasOwn(json, 'alg') ? json['alg'] : undefined
  const keyId = Object.hasOwn(json, 'kid') ? json['kid'] : undefined
  const type = Object.hasOwn(json, 'typ') ? json['typ'] : undefined
  if (typeof algorithm !== 'string') throw denial('jwt.malformed')
  if (keyId !== undefined && typeof keyId !== 'string') throw denial('jwt.malformed')
  return Object.freeze({ algorithm, keyId, type })
}

/** Node's decoder forgives foreign characters, padding and trailing bits; only what encodes to itself is canonical. */
function decodeSegment(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url')
  if (bytes.toString('base64url') !== segment) throw denial('jwt.malformed')
  return bytes
}
