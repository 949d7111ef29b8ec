/** A request as it is written on the command line. @module */
import { ToolError } from '../tool-error.js'

/** What a caller would send to API Gateway. */
export interface InvokeRequest {
  readonly method: string
  /** As sent, without the query. */
  readonly path: string
  /** Decoded, in order, repeated names included. */
  readonly query: readonly (readonly [string, string])[]
  /** As written, in order, repeated names included. */
  readonly headers: readonly (readonly [string, string])[]
}

/** The parts as commander hands them over. */
export interface RequestFlags {
  /** `[METHOD] [PATH]`, both optional. */
  readonly positional: readonly string[]
  readonly method?: string | undefined
  readonly path?: string | undefined
  /** `Name: value` each. */
  readonly header?: readonly string[] | undefined
  /** What stands behind `Bearer `, or a whole header value with its scheme. */
  readonly token?: string | undefined
}

/**
 * Reads a request. Without a path it is `GET /`.
 *
 * @param tokenHeader - The header that `token` is sent in.
 * @throws {@link ToolError} AC3002; the message names the header, never its value.
 */
export function parseRequest(flags: RequestFlags, tokenHeader: string): InvokeRequest {
  const { positional, token } = flags
  const first = positional[0] ?? ''
  const [method, target, ...surplus] = first.startsWith('/')
    ? [undefined, ...positional]
    : positional
  if (surplus.length > 0) throw new ToolError('AC3002', 'Expected at most a method and a path')
  const headers = (flags.header ?? []).map((line) => parseHeader(line))
  if (token !== undefined) headers.push([tokenHeader, /\s/.test(token) ? token : `Bearer ${token}`])
  const [path = '', ...query] = (flags.path ?? target ?? '/').split('?')
  if (!path.startsWith('/')) throw new ToolError('AC3002', 'The path does not begin with /')
  return {
    method: parseMethod(flags.method ?? method ?? 'GET'),
    path,
    query: [...new URLSearchParams(query.join('?'))],
    headers,
  }
}

function parseMethod(text: string): string {
  if (/^[A-Za-z]{1,20}$/.test(text)) return text.toUpperCase()
  throw new ToolError('AC3002', 'The method is not a word of letters')
}

function parseHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(0, colon)).trim()
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw new ToolError('AC3002', '-H: expected a header like "Name: value"')
  }
  const value = line.slice(colon + 1).trim()
  if (/[\r\n\0]/.test(value)) throw new ToolError('AC3002', `-H: ${name} holds a line break`)
  return [name, value]
}
