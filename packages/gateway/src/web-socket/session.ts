/** A connection after its handshake: each message goes to the backend, and its answer comes back. @module */
import type { WebSocket } from 'ws'
import { createRequestIds } from '../events/request-ids.js'
import { callBackend } from '../integration/call-integration.js'
import { toIntegrationRequest } from '../integration/integration.js'
import type { Integration, IntegrationRequest } from '../integration/integration.js'
import type { Connection } from '../pipeline.js'

/** As API Gateway answers a route whose integration failed. */
const failure = 'Internal server error'

/**
 * Serves the messages of one connection, answered in their order, as the route `$default` with a route response.
 *
 * @param nowMilliseconds - The gateway's clock.
 */
export function serveMessages(
  socket: WebSocket,
  connection: Connection,
  integration: Integration,
  nowMilliseconds: () => number,
): void {
  const requestContext = connection.request.requestContext
  const { connectionId } = requestContext
  const answer = async (data: Buffer, earlier: Promise<void>): Promise<void> => {
    const { extendedRequestId: requestId } = createRequestIds(nowMilliseconds())
    const result = await callBackend(integration, toMessageRequest(connection, data, requestId))
    await earlier
    socket.send(
      result.kind === 'answered'
        ? result.answer.body
        : JSON.stringify({ message: failure, connectionId, requestId }),
    )
  }
  let last: Promise<void> = Promise.resolve()
  socket.on('message', (data: Buffer) => {
    last = answer(data, last)
  })
  // A broken frame closes the connection; there is nobody left to tell.
  socket.on('error', () => {})
}

/** The authorizer's context reappears with every message, but for the time that the handshake took. */
function toMessageRequest(
  { request, authorizer }: Connection,
  body: Uint8Array,
  requestId: string,
): IntegrationRequest {
  const { integrationLatency: _handshake, ...remembered } = authorizer ?? {}
  const requestContext = {
    ...request.requestContext,
    routeKey: '$default',
    eventType: 'MESSAGE',
    messageId: requestId,
    requestId,
    extendedRequestId: requestId,
  }
  const handshake = toIntegrationRequest(request, undefined)
  const { path, queryText, headers, multiValueHeaders, stageVariables } = handshake
  const { queryStringParameters, multiValueQueryStringParameters } = handshake
  return {
    method: 'POST',
    path,
    queryText,
    resource: '$default',
    pathParameters: null,
    headers,
    multiValueHeaders,
    stageVariables,
    queryStringParameters,
    multiValueQueryStringParameters,
    requestContext:
      authorizer === undefined ? requestContext : { ...requestContext, authorizer: remembered },
    body,
  }
}
