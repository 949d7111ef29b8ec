/** Requests without a socket, for tests. @module */
import type { GatewayRequest, HeaderPair } from './events/gateway-request.js'
import type { Served } from './pipeline.js'
import type { RequestTrace } from './trace.js'

/** A request as a test writes it. */
export interface InjectRequest {
  /** Default `GET`. */
  readonly method?: string
  /** Path and query, as they would stand in the request line. */
  readonly url: string
  /** By name, a list for a header that is sent more than once; or pairs, in order. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | readonly HeaderPair[]
  readonly body?: string | Uint8Array
  /** Default `127.0.0.1`. */
  readonly sourceIp?: string
}

/** The answer. */
export interface InjectResponse {
  readonly status: number
  /** Names in lower case; several values of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** @throws SyntaxError when the body is not JSON. */
  json(): unknown
  readonly trace: RequestTrace
}

/** Makes what the server would have made of the same bytes; to a WebSocket API, of a handshake. */
export function toGatewayRequest(request: InjectRequest): GatewayRequest {
  return {
    method: request.method ?? 'GET',
    target: request.url,
    headers: toPairs(request.headers ?? []),
    body: Buffer.from(request.body ?? ''),
    sourceIp: request.sourceIp ?? '127.0.0.1',
    isHandshake: true,
  }
}

/** Makes what a client would have read. */
export function toInjectResponse({ answer, trace }: Served): InjectResponse {
  if (trace === undefined) throw new TypeError('A request from a test is always traced')
  const headers = new Map<string, string>()
  for (const [name, value] of answer.headers) {
    const lower = name.toLowerCase()
    const earlier = headers.get(lower)
    headers.set(lower, earlier === undefined ? value : `${earlier}, ${value}`)
  }
  const body = Buffer.from(answer.body).toString('utf8')
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    body,
    json: () => JSON.parse(body) as unknown,
    trace,
  }
}

function toPairs(headers: NonNullable<InjectRequest['headers']>): readonly HeaderPair[] {
  if (isPairs(headers)) return headers
  return Object.entries(headers).flatMap(([name, value]): readonly HeaderPair[] =>
    typeof value === 'string' ? [[name, value]] : value.map((each) => [name, each]),
  )
}

function isPairs(headers: NonNullable<InjectRequest['headers']>): headers is readonly HeaderPair[] {
  return Array.isArray(headers)
}
