/**
 * Takes a request's credentials out of everything that is told about it: by name where they stand, and by value
 * wherever else they turn up.
 *
 * @module
 */
import { isSensitiveName } from '@authchain/gateway'
import type { GatewayRequest } from '@authchain/gateway'
import type { Json, RecordedValue } from '@authchain/inspector/record'

/** Redacts what belongs to one request. */
export interface Redactor {
  /** What is looked for. Never tell it. */
  readonly credentials: readonly string[]
  /** A text without any of the request's credentials. */
  text(text: string): string
  /** A header or parameter; `***` when its name says that it may carry a credential. */
  value(name: string, value: string): RecordedValue
  /** Any value as JSON, keys included; what is not JSON becomes null. */
  json(value: unknown): Json
}

/** What stands for a credential. */
export const mask = '***'

/** Shorter texts would be found everywhere; they are redacted by name only. */
const shortestCredential = 4

/**
 * Makes a redactor for a request.
 *
 * @param identityNames - Headers and parameters that are identity sources, whatever they are called.
 * @param more - Credentials of the request whose cached answer is told as well.
 */
export function createRedactor(
  request: Pick<GatewayRequest, 'headers' | 'target'>,
  identityNames: readonly string[],
  more: readonly string[] = [],
): Redactor {
  const known = new Set(identityNames.map((name) => name.toLowerCase()))
  const isSecret = (name: string): boolean => known.has(name.toLowerCase()) || isSensitiveName(name)
  // Longest first, so that a part is never replaced before the whole that it stands in.
  const credentials = [...new Set([...findCredentials(request, isSecret), ...more])].toSorted(
    (a, b) => b.length - a.length,
  )

  const shortest = credentials.at(-1)?.length ?? Infinity
  const text = (plain: string): string => {
    // Most texts of a record are too short to hold any.
    if (plain.length < shortest) return plain
    let redacted = plain
    for (const credential of credentials) redacted = redacted.replaceAll(credential, mask)
    return redacted
  }
  const json = (value: unknown, depth = 0): Json => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (typeof value === 'boolean') return value
    if (typeof value !== 'object' || value === null || depth > deepest) return null
    if (Array.isArray(value)) return value.map((each) => json(each, depth + 1))
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [text(key), json(each, depth + 1)]),
    )
  }
  return {
    credentials,
    text,
    json: (value) => json(value),
    value(name, plain) {
      if (isSecret(name)) return { name: text(name), value: mask, isRedacted: true }
      const redacted = text(plain)
      return { name: text(name), value: redacted, isRedacted: redacted !== plain }
    },
  }
}

const deepest = 32

/** Names of the headers and parameters in identity sources of any API's grammar. */
export function toIdentityNames(identitySources: readonly string[]): readonly string[] {
  return identitySources.flatMap((text) =>
    text.split(',').map((source) => source.trim().replace(/^.*\.(header|querystring)\./, '')),
  )
}

function findCredentials(
  { headers, target }: Pick<GatewayRequest, 'headers' | 'target'>,
  isSecret: (name: string) => boolean,
): readonly string[] {
  const found = new Set<string>()
  for (const [name, value] of headers) {
    if (isSecret(name)) for (const part of toParts(value)) found.add(part)
  }
  const query = target.slice(target.indexOf('?') + 1)
  for (const pair of target.includes('?') ? query.split('&') : []) {
    const at = pair.indexOf('=')
    const raw = at === -1 ? '' : pair.slice(at + 1)
    if (!isSecret(decode(at === -1 ? pair : pair.slice(0, at)))) continue
    for (const part of [...toParts(raw), ...toParts(decode(raw))]) found.add(part)
  }
  const all = [...found].flatMap((each) => [each, encodeURIComponent(toWellFormed(each))])
  return all.filter((each) => each.length >= shortestCredential)
}

/** A value, what stands behind its scheme, the parts of a token, the values of cookies, a password. */
function toParts(value: string): readonly string[] {
  const trimmed = value.trim()
  const scheme = /^(?<name>[A-Za-z][A-Za-z0-9-]{0,30}) +(?<rest>\S.*)$/.exec(trimmed)?.groups
  const bare = scheme?.['rest'] ?? trimmed
  const tokenParts = bare.split('.').filter((part) => part.length >= 16)
  const pairs = bare.split(/[;,]/).flatMap((pair) => {
    const at = pair.indexOf('=')
    return at === -1 ? [] : [unquote(pair.slice(at + 1).trim())]
  })
  const isBasic = scheme?.['name']?.toLowerCase() === 'basic'
  const plain = isBasic ? Buffer.from(bare, 'base64').toString('utf8') : ''
  const password = plain.slice(plain.indexOf(':') + 1)
  return [value, trimmed, bare, ...tokenParts, ...pairs, plain, password].filter(
    (part) => part !== '',
  )
}

function unquote(text: string): string {
  return /^".*"$/.test(text) ? text.slice(1, -1) : text
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** A lone surrogate cannot be encoded. */
function toWellFormed(text: string): string {
  return Buffer.from(text).toString('utf8')
}
