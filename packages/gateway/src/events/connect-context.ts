/** `requestContext` of a WebSocket API. @module */
import { toDomainName, toRequestTime } from './request-context.js'
import type { RequestContext, RequestContextFacts } from './request-context.js'

/** The context of a handshake. The connection's id is the request's. */
export function toConnectContext(facts: RequestContextFacts): RequestContext {
  const { api, ids, nowMilliseconds } = facts
  return {
    routeKey: '$connect',
    eventType: 'CONNECT',
    messageDirection: 'IN',
    extendedRequestId: ids.extendedRequestId,
    requestTime: toRequestTime(nowMilliseconds),
    stage: api.stage,
    connectedAt: Math.floor(nowMilliseconds),
    requestTimeEpoch: Math.floor(nowMilliseconds),
    identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
    requestId: ids.extendedRequestId,
    domainName: toDomainName(api),
    connectionId: ids.extendedRequestId,
    apiId: api.apiId,
  }
}
