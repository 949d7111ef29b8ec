/** A server that speaks the inspector's API with recorded requests, and serves the built page under its policy. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GatewayFacts, PageHashes, ReplayRequest, ServerEvents } from '../../src/api.js'
import type { RequestRecord } from '../../src/record.js'
import { gateway as facts } from '../fixtures/create-record.js'
import { filling } from '../fixtures/cached-policy.js'
import { records as recorded } from '../fixtures/records.js'

const dist = new URL('../../dist/', import.meta.url)

/** What a test does to the page from outside, and what the page has asked for. */
export interface FixtureServer {
  /** With the token. */
  readonly url: string
  readonly calls: readonly { readonly path: string; readonly body: unknown }[]
  emit(record: RequestRecord): void
  /** Ends every stream and refuses new ones until `restore`. */
  cut(): void
  restore(): void
  /** As after a new start: streams end and the token is another one. */
  renew(): void
  setRecords(records: readonly RequestRecord[]): void
  close(): Promise<void>
}

export async function startFixtureServer(): Promise<FixtureServer> {
  const page = await readFile(new URL('index.html', dist), 'utf8')
  const hashes = JSON.parse(await readFile(new URL('csp.json', dist), 'utf8')) as PageHashes
  const streams = new Set<ServerResponse>()
  const calls: { path: string; body: unknown }[] = []
  let records: readonly RequestRecord[] = recorded
  let gateway: GatewayFacts = facts
  let isCut = false
  let token = 'fixture-token'

  const send = <Name extends keyof ServerEvents>(name: Name, data: ServerEvents[Name]): void => {
    for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  const emit = (record: RequestRecord): void => {
    records = [...records, record]
    send('record', record)
  }
  const act = (path: string, body: unknown): unknown => {
    calls.push({ path, body })
    if (path === 'flush') return { flushed: true }
    if (path === 'clock') {
      const { advanceSeconds } = body as { advanceSeconds: number }
      const offsetSeconds = gateway.clock.offsetSeconds + advanceSeconds
      gateway = { ...gateway, clock: { now: gateway.clock.now, offsetSeconds } }
      send('gateway', gateway)
      return gateway.clock
    }
    const { id, changes } = body as ReplayRequest
    const original = records.find((record) => record.id === id) ?? filling
    const sequence = records.length + 1
    const replayed: RequestRecord = {
      ...filling,
      id: `request-${sequence}`,
      sequence,
      origin: 'replay',
      replayOf: id,
      request: { ...original.request, method: changes?.method ?? original.request.method },
    }
    emit(replayed)
    return { original, replayed }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/__authchain/') {
      response.setHeader('Content-Security-Policy', toPolicy(hashes))
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end(page)
      return
    }
    const path = url.pathname.replace('/__authchain/api/', '')
    const given = request.headers['x-authchain-token'] ?? url.searchParams.get('token')
    if (isCut) {
      response.destroy()
    } else if (given !== token) {
      response.statusCode = 401
      sendJson(response, {
        error: { code: 'token', message: 'The token is not the one of this server.' },
      })
    } else if (path === 'events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hello\n\n')
      streams.add(response)
      request.on('close', () => streams.delete(response))
    } else if (path === 'requests') {
      sendJson(response, { gateway, records })
    } else if (path.includes('/export/')) {
      response.end(`exported ${path}`)
    } else {
      sendJson(response, act(path, JSON.parse(await readBody(request))))
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}/__authchain/#token=${token}`,
    calls,
    emit,
    cut() {
      isCut = true
      for (const stream of streams) stream.destroy()
    },
    renew() {
      token = 'another-token'
      for (const stream of streams) stream.destroy()
    },
    restore() {
      isCut = false
    },
    setRecords(next) {
      records = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

function toPolicy({ script, style }: PageHashes): string {
  const quote = (hashes: readonly string[]): string => hashes.map((hash) => `'${hash}'`).join(' ')
  return [
    "default-src 'none'",
    `script-src ${quote(script)}`,
    `style-src ${quote(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(value))
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
