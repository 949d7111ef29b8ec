/**
 * The answers of HTTP and WebSocket APIs: a status and one word for it. They cannot be changed.
 *
 * @module
 */
import type { ApiKind } from '../events/api.js'
import type { Answer } from './gateway-response.js'
import type { GatewayResponseType, ResponseKind } from './response-type.js'

type Plain = readonly [status: number, message: string]

const internal: Plain = [500, 'Internal Server Error']
const forbidden: Plain = [403, 'Forbidden']

const answers: Readonly<Record<GatewayResponseType, Plain>> = {
  ACCESS_DENIED: forbidden,
  AUTHORIZER_CONFIGURATION_ERROR: internal,
  INTEGRATION_FAILURE: internal,
  INTEGRATION_TIMEOUT: [503, 'Service Unavailable'],
  INVALID_API_KEY: forbidden,
  MISSING_AUTHENTICATION_TOKEN: [404, 'Not Found'],
  UNAUTHORIZED: [401, 'Unauthorized'],
}

/** Makes the answer. A path that no WebSocket API has is a 403, as everything that is no handshake. */
export function toPlainAnswer(kind: ResponseKind, api: ApiKind): Answer {
  const isLost = kind.type === 'MISSING_AUTHENTICATION_TOKEN' && api === 'websocket'
  const [status, message] = isLost ? forbidden : answers[kind.type]
  return {
    status,
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ message }),
  }
}
