/** An issuer on a loopback address that can be made to misbehave. @module */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

/** What the server does with the next requests. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

export interface KeyServer {
  readonly url: string
  readonly issuer: string
  /** Paths that were asked for, in order. */
  readonly requests: string[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

/** Starts a server that answers 404 until it is told otherwise. */
export async function startKeyServer(): Promise<KeyServer> {
  let current: Behaviour = (_request, response) => response.writeHead(404).end()
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((request, response) => {
    requests.push(String(request.url))
    current(request, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${issuer}/keys`,
    issuer,
    requests,
    behave(behaviour) {
      current = behaviour
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

export const json =
  (value: unknown): Behaviour =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
export const text =
  (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }
/** Takes the request and never answers. */
export const silent: Behaviour = () => {}
/** Begins a body and sends a byte now and then. */
export const drip: Behaviour = (_request, response) => {
  response.writeHead(200)
  response.write('{')
  const timer = setInterval(() => response.write(' '), 50)
  response.on('close', () => {
    clearInterval(timer)
  })
}
export const reset: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('{"keys":')
  setTimeout(() => response.socket?.resetAndDestroy(), 5)
}
export const endless: Behaviour = (_request, response) => {
  response.writeHead(200)
  const chunk = '{"a":'.repeat(4096)
  const send = (): void => {
    while (!response.destroyed && response.write(chunk)) {}
  }
  response.on('drain', send)
  send()
}
export const gzipBomb: Behaviour = (_request, response) => {
  const bomb = gzipSync(`{"keys":[${' '.repeat(32 * 1024 * 1024)}]}`)
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
}
