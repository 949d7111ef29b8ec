/** A request as it came in: raw target, raw headers in order. Nothing is normalised. @module */

/** One header as sent. */
export type HeaderPair = readonly [name: string, value: string]

/** What came over the socket, or from `inject`. */
export interface GatewayRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
  readonly sourceIp: string
  /** Whether it asks for a WebSocket connection. */
  readonly isHandshake: boolean
}

/** The target in its two parts. */
export interface Target {
  readonly path: string
  /** Without the question mark. */
  readonly query: string
}

/**
 * Divides a target at its first question mark. The absolute form (RFC 9112 section 3.2.2) loses its origin.
 */
export function splitTarget(target: string): Target {
  const origin = /^https?:\/\/[^/?]*/i.exec(target)
  const rest = origin === null ? target : target.slice(origin[0].length)
  const at = rest.indexOf('?')
  const path = at === -1 ? rest : rest.slice(0, at)
  const query = at === -1 ? '' : rest.slice(at + 1)
  return { path: path === '' && origin !== null ? '/' : path, query }
}

/**
 * Finds all values of a header, in the order in which they were sent.
 *
 * @param name - In any case of letters.
 */
export function findHeaderValues(headers: readonly HeaderPair[], name: string): readonly string[] {
  const wanted = name.toLowerCase()
  const values: string[] = []
  for (const [each, value] of headers) {
    if (each.length === wanted.length && each.toLowerCase() === wanted) values.push(value)
  }
  return values
}
