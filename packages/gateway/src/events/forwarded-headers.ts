/** The headers that go on to the authorizer and the backend. @module */
import type { HeaderPair } from './gateway-request.js'
import type { RequestIds } from './request-ids.js'

/** What the gateway itself says about a request. */
export interface ForwardingFacts {
  readonly sourceIp: string
  readonly ids: RequestIds
  /** The host to name when the client named none. */
  readonly host: string
}

/** Headers that API Gateway keeps to itself, and two that it writes anew. */
const removed = new Set([
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
  'x-forwarded-port',
  'x-forwarded-proto',
])

const added = new Set(['host', 'x-amzn-trace-id', 'x-forwarded-for'])

/** Whether a header that goes on may differ from the one that was sent. */
export function isRewritten(name: string): boolean {
  const lower = name.toLowerCase()
  return removed.has(lower) || added.has(lower)
}

/**
 * Drops what API Gateway drops and adds what it adds. The gateway listens on plain HTTP, but says HTTPS and
 * port 443 as the real one does: it is never reached otherwise.
 */
export function toForwardedHeaders(
  headers: readonly HeaderPair[],
  facts: ForwardingFacts,
): readonly HeaderPair[] {
  const kept: HeaderPair[] = []
  const hops: string[] = []
  let traceId: string | undefined
  let hasHost = false
  for (const pair of headers) {
    const lower = pair[0].toLowerCase()
    if (lower === 'x-forwarded-for') hops.push(pair[1])
    else if (lower === 'x-amzn-trace-id') traceId ??= pair[1]
    else if (!removed.has(lower)) {
      if (lower === 'host') hasHost = true
      kept.push(pair)
    }
  }
  hops.push(facts.sourceIp)
  if (!hasHost) kept.push(['Host', facts.host])
  kept.push(
    ['X-Amzn-Trace-Id', traceId ?? facts.ids.traceId],
    ['X-Forwarded-For', hops.join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  )
  return kept
}
