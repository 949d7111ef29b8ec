/** What is kept of a request and its answer until somebody reads its record. @module */
import type { Exchange, GatewayRequest, RequestTrace } from '@authchain/gateway'

/** A request and its answer without the bodies that no record tells. It holds credentials: never tell it. */
export interface KeptExchange {
  readonly request: Pick<GatewayRequest, 'method' | 'target' | 'headers' | 'sourceIp'>
  readonly requestBytes: number
  readonly answer: Pick<Exchange['answer'], 'status' | 'headers'> & {
    readonly bodyBytes: number
    /** null for a backend's, which may hold anything. */
    readonly body: string | null
  }
}

/** Drops the bodies. */
export function toKeptExchange(
  { request, answer }: Exchange,
  isBackendAsked: boolean,
): KeptExchange {
  const { method, target, headers, sourceIp, body: sent } = request
  const { status, headers: answered, body } = answer
  return {
    request: { method, target, headers, sourceIp },
    requestBytes: sent.length,
    answer: {
      status,
      headers: answered,
      bodyBytes: typeof body === 'string' ? Buffer.byteLength(body) : body.length,
      body: isBackendAsked ? null : Buffer.from(body).toString('utf8'),
    },
  }
}

/** Of the objects around the texts; an allowance, not a measure. */
const overheadBytes = 2048

/** About how many bytes are held for one request, so that a bound can be kept without writing its record. */
export function toHeldBytes({ request, answer }: KeptExchange, trace: RequestTrace): number {
  const { target, headers } = request
  const sent = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  const answered = answer.headers.reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    0,
  )
  // An event repeats the headers twice, and what plugins reported is about as long as the credential.
  const copies = trace.event === null ? 1 : 4
  const said = trace.lines.reduce((sum, line) => sum + line.length, 0)
  return (
    overheadBytes +
    copies * (target.length + sent) +
    answered +
    (answer.body?.length ?? 0) +
    said +
    toDocumentBytes(trace.policyDocument)
  )
}

/** A policy that is cached is one object for all who use it, and is measured once. */
const documentBytes = new WeakMap<object, number>()

function toDocumentBytes(document: unknown): number {
  if (typeof document !== 'object' || document === null) return 0
  const known = documentBytes.get(document)
  if (known !== undefined) return known
  const bytes = JSON.stringify(document).length
  documentBytes.set(document, bytes)
  return bytes
}
