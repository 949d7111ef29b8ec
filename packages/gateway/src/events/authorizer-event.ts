/**
 * The events that a REST API sends to its authorizer.
 *
 * Source: API Gateway Developer Guide, "Input to an API Gateway Lambda authorizer".
 *
 * @module
 */
import type { RoutedRequest } from './routed-request.js'
import { toHeaderMaps } from './value-maps.js'

/** An event, as the JSON that Lambda would receive. */
export type AuthorizerEvent = Readonly<Record<string, unknown>>

/**
 * The event of a TOKEN authorizer: exactly three keys.
 *
 * @param authorizationToken - The header's raw value, `Bearer ` included.
 */
export function toTokenEvent(request: RoutedRequest, authorizationToken: string): AuthorizerEvent {
  return { type: 'TOKEN', authorizationToken, methodArn: request.methodArn }
}

/** The event of a REQUEST authorizer. Empty maps are `{}`; there is no body. */
export function toRequestEvent(request: RoutedRequest): AuthorizerEvent {
  const headers = toHeaderMaps(request.headers)
  return {
    type: 'REQUEST',
    methodArn: request.methodArn,
    resource: request.resource,
    path: request.path,
    httpMethod: request.method,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: request.query.single,
    multiValueQueryStringParameters: request.query.multi,
    pathParameters: request.pathParameters,
    stageVariables: request.api.stageVariables,
    requestContext: request.requestContext,
  }
}
