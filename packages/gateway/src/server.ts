/** The gateway on a socket. @module */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { GatewayRequest, HeaderPair } from './events/gateway-request.js'
import type { Answer } from './gateway-responses/gateway-response.js'
import { http } from './node-http.js'
import { bodyTooLong, longestBody } from './request-limits.js'

/** Answers one request; never rejects. */
export type Respond = (request: GatewayRequest) => Promise<Answer>

/** How long a client may take for its headers, and for all of its request. */
const headersTimeoutMilliseconds = 10_000
const requestTimeoutMilliseconds = 30_000

const noBody = new Uint8Array()

/** Makes the server; it does not listen yet. Targets and headers reach `respond` as they were sent. */
export function createServer(respond: Respond): Server {
  return http.createServer(
    {
      headersTimeout: headersTimeoutMilliseconds,
      requestTimeout: requestTimeoutMilliseconds,
      keepAliveTimeout: 5000,
    },
    (incoming, outgoing) => {
      // A client that goes away in the middle is nobody's fault.
      serve(incoming, outgoing, respond).catch(() => {
        outgoing.destroy()
      })
    },
  )
}

/** A request as it came in. */
export function toGatewayRequest(
  incoming: IncomingMessage,
  body: Uint8Array,
  isHandshake: boolean = false,
): GatewayRequest {
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    headers: toPairs(incoming.rawHeaders),
    body,
    sourceIp: toSourceIp(incoming.socket.remoteAddress),
    isHandshake,
  }
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  respond: Respond,
): Promise<void> {
  const body = hasBody(incoming.rawHeaders) ? await readBody(incoming) : noBody
  if (body === undefined) {
    outgoing.shouldKeepAlive = false
    send(outgoing, bodyTooLong)
    return
  }
  send(outgoing, await respond(toGatewayRequest(incoming, body)))
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const flat: string[] = []
  for (const [name, value] of headers) flat.push(name, value)
  if (status !== 204 && status !== 304) {
    flat.push('Content-Length', String(Buffer.byteLength(body)))
  }
  outgoing.writeHead(status, flat)
  outgoing.end(body)
}

/** Looked up in the raw list, because the parsed one is made only when somebody reads it. */
function hasBody(rawHeaders: readonly string[]): boolean {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (name.length !== 14 && name.length !== 17) continue
    const lower = name.toLowerCase()
    if (lower === 'content-length' || lower === 'transfer-encoding') return true
  }
  return false
}

/** @returns undefined when it is longer than API Gateway takes; the rest is then not read. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    incoming.on('data', (chunk: Uint8Array) => {
      length += chunk.length
      if (length <= longestBody) {
        chunks.push(chunk)
        return
      }
      incoming.pause()
      resolve(undefined)
    })
    incoming.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
    incoming.on('error', reject)
  })
}

function toPairs(rawHeaders: readonly string[]): readonly HeaderPair[] {
  const pairs: HeaderPair[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  }
  return pairs
}

/** A socket that listens for both families reports IPv4 callers in IPv6 form. */
function toSourceIp(address: string | undefined): string {
  if (address === undefined) return '127.0.0.1'
  return address.startsWith('::ffff:') ? address.replace(/^::ffff:(?=\d+\.)/, '') : address
}
