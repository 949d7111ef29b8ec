/** What stands behind the gateway. @module */
import { toHeaderMaps } from '../events/value-maps.js'
import type { RoutedRequest } from '../events/routed-request.js'

/** What a backend receives: the fields of a Lambda proxy event, the body as bytes. */
export interface IntegrationRequest {
  readonly method: string
  /** As sent, without the query. */
  readonly path: string
  /** The query as sent, without the question mark. */
  readonly queryText: string
  /** The route's template. */
  readonly resource: string
  /** The last value of each header. */
  readonly headers: Readonly<Record<string, string>>
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>
  /** null when there are none; so are the next three. */
  readonly queryStringParameters: Readonly<Record<string, string>> | null
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null
  readonly pathParameters: Readonly<Record<string, string>> | null
  readonly stageVariables: Readonly<Record<string, string>> | null
  /** With `authorizer` on protected routes. */
  readonly requestContext: IntegrationRequestContext
  readonly body: Uint8Array
}

/** `requestContext`, with what the authorizer said. */
export type IntegrationRequestContext = Readonly<Record<string, unknown>> & {
  readonly authorizer?: AuthorizerContext
}

/**
 * The authorizer's context as backends see it. REST, WebSocket and payload 1.0: text or null beside
 * `principalId` and `integrationLatency`; payload 2.0: `{ lambda }` with the types as returned, or null.
 */
export type AuthorizerContext = Readonly<Record<string, unknown>>

/** A backend's answer. */
export interface IntegrationResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

/** A backend. When it throws, the client gets 504. */
export type Integration = (request: IntegrationRequest) => Promise<IntegrationResponse>

/** Makes what the backend receives. `authorizer` is absent on public routes. */
export function toIntegrationRequest(
  request: RoutedRequest,
  authorizer: AuthorizerContext | undefined,
): IntegrationRequest {
  const headers = toHeaderMaps(request.headers)
  return {
    method: request.method,
    path: request.path,
    queryText: request.queryText,
    resource: request.resource,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: orNull(request.query.single),
    multiValueQueryStringParameters: orNull(request.query.multi),
    pathParameters: orNull(request.pathParameters),
    stageVariables: orNull(request.api.stageVariables),
    requestContext:
      authorizer === undefined ? request.requestContext : { ...request.requestContext, authorizer },
    body: request.body,
  }
}

function orNull<T extends object>(record: T): T | null {
  return Object.keys(record).length === 0 ? null : record
}
