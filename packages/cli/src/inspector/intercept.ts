/** Serves `/__authchain/` beside the API, and nothing else. @module */
import type { Intercept } from '@authchain/gateway'
import type { ApiError } from '@authchain/inspector/api'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseCall, refuseForeign } from './access.js'
import { CallRefused } from './call-refused.js'
import type { CallResult, Calls } from './calls.js'
import type { EventStream } from './event-stream.js'
import { closedPolicy, findPage } from './page.js'
import { readJson } from './parse-call.js'

/** What is served. */
export interface InterceptParts {
  readonly token: string
  readonly stream: EventStream
  readonly calls: Calls
  readonly pageFolder: URL | undefined
}

const root = '/__authchain'
const api = `${root}/api/`

const noPage =
  "The inspector's page was not built with this copy of authchain: build packages/inspector, then packages/cli.\n"

/** Makes the function that looks at each request first. A path in any other spelling is the API's. */
export function createIntercept(parts: InterceptParts): Intercept {
  return (incoming, outgoing) => {
    const [path = '', query = ''] = (incoming.url ?? '').split('?')
    if (path !== root && !path.startsWith(`${root}/`)) return false
    answer(path, query, { incoming, outgoing }, parts).catch((error: unknown) => {
      if (error instanceof CallRefused) refuse(outgoing, error.status, error.code, error.message)
      else refuse(outgoing, 500, 'failed', 'The inspector failed')
    })
    return true
  }
}

interface Conversation {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

async function answer(
  path: string,
  query: string,
  { incoming, outgoing }: Conversation,
  { token, stream, calls, pageFolder }: InterceptParts,
): Promise<void> {
  const foreign = refuseForeign(incoming)
  if (foreign !== undefined) {
    refuse(outgoing, foreign.status, foreign.code, foreign.message)
    return
  }
  if (!path.startsWith(api)) {
    sendPage(path, incoming, outgoing, pageFolder)
    return
  }
  const name = path.slice(api.length)
  const isStream = name === 'events'
  const queryToken = isStream ? new URLSearchParams(query).get('token') : null
  const refused = refuseCall(incoming, token, queryToken)
  if (refused !== undefined) {
    refuse(outgoing, refused.status, refused.code, refused.message)
    return
  }
  if (incoming.method === 'POST') {
    sendResult(outgoing, await calls.post(name, await readJson(incoming)))
  } else if (isStream) {
    outgoing.writeHead(200, headersFor('text/event-stream'))
    stream.add(outgoing)
  } else {
    sendResult(outgoing, calls.get(name))
  }
}

function sendPage(
  path: string,
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  folder: URL | undefined,
): void {
  if (method !== 'GET' && method !== 'HEAD') {
    refuse(outgoing, 405, 'method', 'GET')
  } else if (path === root) {
    outgoing.writeHead(308, { ...headersFor('text/plain'), Location: `${root}/` }).end()
  } else if (path === `${root}/`) {
    const page = findPage(folder)
    if (page === undefined) {
      outgoing.writeHead(503, headersFor('text/plain')).end(noPage)
    } else {
      const { html, contentSecurityPolicy } = page
      outgoing.writeHead(200, headersFor('text/html', contentSecurityPolicy)).end(html)
    }
  } else {
    refuse(outgoing, 404, 'not_found', 'There is nothing here')
  }
}

function sendResult(outgoing: ServerResponse, result: CallResult): void {
  if (result.kind === 'text') {
    outgoing.writeHead(200, headersFor('text/plain')).end(result.text)
  } else {
    outgoing.writeHead(200, headersFor('application/json')).end(JSON.stringify(result.value))
  }
}

function refuse(outgoing: ServerResponse, status: number, code: string, message: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy()
    return
  }
  const body: ApiError = { error: { code, message } }
  // What is left of a body is not read.
  outgoing.shouldKeepAlive = false
  outgoing.writeHead(status, headersFor('application/json')).end(JSON.stringify(body))
}

/** No header allows another origin to read anything. */
function headersFor(type: string, policy: string = closedPolicy): Readonly<Record<string, string>> {
  return {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  }
}
