/** Handshakes over a socket: the pipeline decides, and only what it allows becomes a connection. @module */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Answer } from '../gateway-responses/gateway-response.js'
import { http } from '../node-http.js'
import type { Connection, Served } from '../pipeline.js'
import { toGatewayRequest } from '../server.js'

/** What a WebSocket API does with a handshake. */
export interface UpgradeParts {
  /** Decides; never rejects. */
  readonly respond: (request: ReturnType<typeof toGatewayRequest>) => Promise<Served>
  /** Is given every connection that was opened. */
  readonly onConnection: (socket: WebSocket, connection: Connection) => void
}

/** API Gateway's limit of one message. */
const longestMessage = 131_072

/**
 * Answers one handshake: 101 and a connection, or the pipeline's status and body and the end of the socket.
 * It never rejects.
 */
export async function serveUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { respond, onConnection }: UpgradeParts,
): Promise<void> {
  // A client that goes away in the middle is nobody's fault.
  socket.on('error', () => {
    socket.destroy()
  })
  try {
    const { answer, connection } = await respond(
      toGatewayRequest(incoming, new Uint8Array(), isHandshake(incoming)),
    )
    if (connection === undefined) {
      refuse(socket, answer)
      return
    }
    const { WebSocketServer } = await import('ws')
    const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage })
    server.handleUpgrade(incoming, socket, head, (webSocket) => {
      onConnection(webSocket, connection)
    })
  } catch {
    socket.destroy()
  }
}

function isHandshake({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

function refuse(socket: Duplex, { status, headers, body }: Answer): void {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  socket.end(
    [
      `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}`,
      ...lines,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      String(body),
    ].join('\r\n'),
  )
}
