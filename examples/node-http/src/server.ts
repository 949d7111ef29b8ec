/** An HTTP server whose every request passes through a chain. @module */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { toAuthContext } from '@authchain/core'
import type { AuthContext, Chain } from '@authchain/core'
import { toDenialResponse } from './denial-response.ts'

/** Makes the server; it listens nowhere yet. */
export function createOrdersServer(chain: Chain): Server {
  return createServer((request, response) => {
    void answer(chain, request, response)
  })
}

async function answer(
  chain: Chain,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const decision = await chain(toContext(request))
  if (decision.effect === 'Deny') {
    const { status, headers, body } = toDenialResponse(decision)
    response.writeHead(status, headers).end(body)
    return
  }
  const { principalId, context } = decision
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ principalId, issuer: context['issuer'] }))
}

function toContext(request: IncomingMessage): AuthContext {
  const { url = '/', method, socket } = request
  const at = url.indexOf('?')
  return toAuthContext({
    method,
    path: at === -1 ? url : url.slice(0, at),
    query: new URLSearchParams(at === -1 ? '' : url.slice(at)),
    // Not `headers`: it silently keeps the first of two Authorization headers.
    headers: request.headersDistinct,
    sourceIp: socket.remoteAddress,
  })
}
