/** `requestContext` of an HTTP API, in both payload versions. @module */
import { defaultStage } from './api.js'
import { toDomainName, toRequestContext, toRequestTime } from './request-context.js'
import type { RequestContext, RequestContextFacts } from './request-context.js'

/** What the context of an HTTP API is made of. */
export interface HttpContextFacts extends RequestContextFacts {
  /** `GET /orders/{id}` or `$default`. */
  readonly routeKey: string
}

/** The context of payload 2.0. The request's id is of the short form. */
export function toHttpContext(facts: HttpContextFacts): RequestContext {
  const { api, ids } = facts
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    domainName: toDomainName(api),
    domainPrefix: api.apiId,
    http: {
      method: facts.method,
      path: toStagePath(facts),
      protocol: 'HTTP/1.1',
      sourceIp: facts.sourceIp,
      userAgent: facts.userAgent ?? '',
    },
    requestId: ids.extendedRequestId,
    routeKey: facts.routeKey,
    stage: api.stage,
    time: toRequestTime(facts.nowMilliseconds),
    timeEpoch: Math.floor(facts.nowMilliseconds),
  }
}

/** The context of payload 1.0: a REST API's, but for `resourceId` and the form of the request's id. */
export function toHttpV1Context(facts: HttpContextFacts): RequestContext {
  return {
    ...toRequestContext(facts),
    resourceId: facts.routeKey,
    path: toStagePath(facts),
    requestId: facts.ids.extendedRequestId,
  }
}

/** The path as HTTP APIs show it: behind the stage, unless that is `$default`. */
export function toStagePath({ api, path }: Pick<RequestContextFacts, 'api' | 'path'>): string {
  return api.stage === defaultStage ? path : `/${api.stage}${path}`
}
