/** `requestContext` of a REST API, complete; ids are made up and well formed. @module */
import { randomUUID } from 'node:crypto'
import type { Api } from './api.js'

/** What the context is made of. */
export interface RequestContextFacts {
  readonly api: Api
  readonly method: string
  /** The concrete path, as sent. */
  readonly path: string
  /** The route's template. */
  readonly resource: string
  readonly sourceIp: string
  readonly userAgent: string | null
  readonly nowMilliseconds: number
  readonly ids: RequestIds
}

/** The ids of one request. */
export interface RequestIds {
  /** A UUID. */
  readonly requestId: string
  /** What `x-amz-apigw-id` carries: 15 characters of Base64 and `=`. */
  readonly extendedRequestId: string
  /** In the form of `X-Amzn-Trace-Id`. */
  readonly traceId: string
}

/** `requestContext` as an authorizer's event has it: without `authorizer`. */
export type RequestContext = Readonly<Record<string, unknown>>

/** Makes the ids of one request. */
export function createRequestIds(nowMilliseconds: number): RequestIds {
  const seconds = Math.floor(nowMilliseconds / 1000)
    .toString(16)
    .padStart(8, '0')
  return {
    requestId: randomUUID(),
    extendedRequestId: `${randomHex().slice(0, 15)}=`,
    traceId: `Root=1-${seconds}-${randomHex().slice(0, 24)}`,
  }
}

/** From UUIDs, because Node draws those from a pool. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '')
}

/** The host name under which AWS would serve the API. */
export function toDomainName(api: Api): string {
  const suffix = api.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return `${api.apiId}.execute-api.${api.region}.${suffix}`
}

/** Makes the context. `path` carries the stage, as it does behind the API's own host name. */
export function toRequestContext(facts: RequestContextFacts): RequestContext {
  const { api, ids } = facts
  return {
    resourceId: toResourceId(facts.resource),
    resourcePath: facts.resource,
    httpMethod: facts.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: toRequestTime(facts.nowMilliseconds),
    path: `/${api.stage}${facts.path}`,
    accountId: api.accountId,
    protocol: 'HTTP/1.1',
    stage: api.stage,
    domainPrefix: api.apiId,
    requestTimeEpoch: Math.floor(facts.nowMilliseconds),
    requestId: ids.requestId,
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: facts.sourceIp,
      user: null,
      userAgent: facts.userAgent,
      userArn: null,
    },
    domainName: toDomainName(api),
    deploymentId: toResourceId(`${api.apiId}/${api.stage}`),
    apiId: api.apiId,
  }
}

/** Six characters that stay the same for one resource (FNV-1a; nothing depends on it being hard to guess). */
function toResourceId(resource: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < resource.length; index += 1) {
    hash = Math.imul(hash ^ resource.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(36).padStart(6, '0').slice(-6)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `22/Nov/2026:16:15:33 +0000`. */
function toRequestTime(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  const month = months[Number(iso.slice(5, 7)) - 1] ?? ''
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}
