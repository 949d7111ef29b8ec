/** The headers that go on to the authorizer and the backend. @module */
import { findHeaderValues } from './gateway-request.js'
import type { HeaderPair } from './gateway-request.js'

/** What the gateway itself says about a request. */
export interface ForwardingFacts {
  readonly sourceIp: string
  readonly traceId: string
  /** The host to name when the client named none. */
  readonly host: string
}

/** Headers that API Gateway keeps to itself. */
const dropped = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
])
const replaced = new Set([
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
])

/**
 * Drops what API Gateway drops and adds what it adds. The gateway listens on plain HTTP, but says HTTPS and
 * port 443 as the real one does: it is never reached otherwise.
 */
export function toForwardedHeaders(
  headers: readonly HeaderPair[],
  facts: ForwardingFacts,
): readonly HeaderPair[] {
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !dropped.has(lower) && !replaced.has(lower)
  })
  const host = findHeaderValues(kept, 'host')
  const hops = [...findHeaderValues(headers, 'x-forwarded-for'), facts.sourceIp]
  const [traceId = facts.traceId] = findHeaderValues(headers, 'x-amzn-trace-id')
  return [
    ...kept,
    ...(host.length === 0 ? [['Host', facts.host] as const] : []),
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', hops.join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ]
}
