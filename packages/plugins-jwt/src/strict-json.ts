/**
 * JSON that can be read in one way only: fatal UTF-8 without a byte order mark, one object, no member twice,
 * bounded depth and number of members (RFC 8725 section 3.7, RFC 7519 section 4).
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'

/** Any JSON object. Read its members with `Object.hasOwn`: it has the usual prototype. */
export type JsonObject = Readonly<Record<string, unknown>>

/** How much structure a document may have. */
export interface JsonBounds {
  readonly maxDepth: number
  readonly maxMembers: number
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * Reads one JSON object.
 *
 * A member that stands twice in one object, at any depth and however it is escaped, makes the whole text
 * unreadable, and so does a member named `__proto__`, because merging it elsewhere would set a prototype.
 *
 * @returns The object, frozen at every depth; undefined when the text is not readable under these rules.
 * @example
 * ```ts
 * parseStrictJson(Buffer.from('{"a":1,"\\u0061":2}'), { maxDepth: 16, maxMembers: 256 }) // undefined
 * ```
 */
export function parseStrictJson(bytes: Uint8Array, bounds: JsonBounds): JsonObject | undefined {
  if (!isUtf8(bytes)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const written = countMembers(text, bounds)
  if (written === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  // JSON.parse keeps one of two equal members, so there are fewer than were written exactly when one stood twice.
  return freeze(value) === written ? (value as JsonObject) : undefined
}

/**
 * Counts members, one colon outside of strings for each. The text may be no JSON at all: then the count means
 * nothing and JSON.parse refuses it.
 */
function countMembers(text: string, bounds: JsonBounds): number | undefined {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at)
        break
      case colon:
        members += 1
        if (members > bounds.maxMembers) return undefined
        break
      case openBrace:
      case openBracket:
        depth += 1
        if (depth > bounds.maxDepth) return undefined
        break
      case closeBrace:
      case closeBracket:
        depth -= 1
        break
      default:
    }
  }
  return members
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === backslash) at += 1
  }
  return text.length
}

/** Freezes a tree and counts its members; NaN, which equals no count, for one that holds `__proto__`. */
function freeze(value: object): number {
  if (Array.isArray(value)) {
    let members = 0
    for (const item of value as readonly unknown[]) {
      if (typeof item === 'object' && item !== null) members += freeze(item)
    }
    Object.freeze(value)
    return members
  }
  const keys = Object.keys(value)
  let members = keys.length
  for (const key of keys) {
    if (key === '__proto__') return Number.NaN
    const item = (value as JsonObject)[key]
    if (typeof item === 'object' && item !== null) members += freeze(item)
  }
  Object.freeze(value)
  return members
}
