/** What stands behind the gateway. @module */
import { toHeaderMaps } from '../events/value-maps.js'
import type { ValueMaps } from '../events/value-maps.js'
import type { RoutedRequest } from '../events/routed-request.js'

/**
 * What a backend receives: the fields of a Lambda proxy event, the body as bytes. Maps are made when they are
 * first read, so read them by name: a copy by spread has the plain members only.
 */
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
  return new LazyIntegrationRequest(request, authorizer)
}

class LazyIntegrationRequest implements IntegrationRequest {
  readonly method: string
  readonly path: string
  readonly queryText: string
  readonly resource: string
  readonly body: Uint8Array
  readonly #request: RoutedRequest
  readonly #authorizer: AuthorizerContext | undefined
  #headers: ValueMaps | undefined
  #requestContext: IntegrationRequestContext | undefined

  constructor(request: RoutedRequest, authorizer: AuthorizerContext | undefined) {
    this.method = request.method
    this.path = request.path
    this.queryText = request.queryText
    this.resource = request.resource
    this.body = request.body
    this.#request = request
    this.#authorizer = authorizer
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#headerMaps.single
  }

  get multiValueHeaders(): Readonly<Record<string, readonly string[]>> {
    return this.#headerMaps.multi
  }

  get queryStringParameters(): Readonly<Record<string, string>> | null {
    return orNull(this.#request.query.single)
  }

  get multiValueQueryStringParameters(): Readonly<Record<string, readonly string[]>> | null {
    return orNull(this.#request.query.multi)
  }

  get pathParameters(): Readonly<Record<string, string>> | null {
    return orNull(this.#request.pathParameters)
  }

  get stageVariables(): Readonly<Record<string, string>> | null {
    return orNull(this.#request.api.stageVariables)
  }

  get requestContext(): IntegrationRequestContext {
    const { requestContext } = this.#request
    const authorizer = this.#authorizer
    return (this.#requestContext ??=
      authorizer === undefined ? requestContext : { ...requestContext, authorizer })
  }

  get #headerMaps(): ValueMaps {
    return (this.#headers ??= toHeaderMaps(this.#request.headers))
  }
}

function orNull<T extends object>(record: T): T | null {
  return Object.keys(record).length === 0 ? null : record
}
