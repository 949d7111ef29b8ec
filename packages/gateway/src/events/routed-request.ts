/** A request for which a route was found, with everything that events, identity sources and conditions read. @module */
import type { RouteMatch } from '../routes/router.js'
import { toMethodArn } from './api.js'
import type { Api } from './api.js'
import { toForwardedHeaders } from './forwarded-headers.js'
import { findHeaderValues } from './gateway-request.js'
import type { GatewayRequest, HeaderPair, Target } from './gateway-request.js'
import { toDomainName, toRequestContext } from './request-context.js'
import type { RequestContext, RequestIds } from './request-context.js'
import { toQueryMaps } from './value-maps.js'
import type { ValueMaps } from './value-maps.js'

/** Where it is going, who asks and what for. */
export interface RoutedRequest {
  readonly api: Api
  readonly method: string
  readonly path: string
  readonly queryText: string
  readonly methodArn: string
  readonly resource: string
  readonly pathParameters: Readonly<Record<string, string>>
  /** As they go on: without what API Gateway drops, with what it adds. */
  readonly headers: readonly HeaderPair[]
  readonly query: ValueMaps
  readonly requestContext: RequestContext
  readonly sourceIp: string
  readonly userAgent: string | undefined
  readonly body: Uint8Array
}

/** What the pipeline knows when a route has been found. */
export interface RoutingFacts {
  readonly api: Api
  readonly request: GatewayRequest
  readonly target: Target
  readonly match: RouteMatch<unknown>
  readonly ids: RequestIds
  readonly nowMilliseconds: number
}

/** Puts it together, once per request. */
export function toRoutedRequest(facts: RoutingFacts): RoutedRequest {
  const { api, request, target, match, ids, nowMilliseconds } = facts
  const { method, sourceIp } = request
  const userAgent = findHeaderValues(request.headers, 'user-agent').at(-1)
  return {
    api,
    method,
    path: target.path,
    queryText: target.query,
    methodArn: toMethodArn(api, method, target.path),
    resource: match.resource,
    pathParameters: Object.fromEntries(match.pathParameters),
    headers: toForwardedHeaders(request.headers, {
      sourceIp,
      traceId: ids.traceId,
      host: toDomainName(api),
    }),
    query: toQueryMaps(target.query),
    requestContext: toRequestContext({
      api,
      method,
      path: target.path,
      resource: match.resource,
      sourceIp,
      userAgent: userAgent ?? null,
      nowMilliseconds,
      ids,
    }),
    sourceIp,
    userAgent,
    body: request.body,
  }
}
