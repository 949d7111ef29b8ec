/**
 * The event that a WebSocket API sends to its authorizer, once for each connection.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * @module
 */
import type { AuthorizerEvent } from './authorizer-event.js'
import type { RoutedRequest } from './routed-request.js'
import { toHeaderMaps } from './value-maps.js'

/** The event of a handshake: neither method nor path, and no path parameters. */
export function toConnectEvent(request: RoutedRequest): AuthorizerEvent {
  const headers = toHeaderMaps(request.headers)
  return {
    type: 'REQUEST',
    methodArn: request.methodArn,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: request.query.single,
    multiValueQueryStringParameters: request.query.multi,
    stageVariables: request.api.stageVariables,
    requestContext: request.requestContext,
  }
}
