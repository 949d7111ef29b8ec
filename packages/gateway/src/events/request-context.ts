/** `requestContext` of a REST API, complete; ids are made up and well formed. @module */
import type { Api } from './api.js'
import type { RequestIds } from './request-ids.js'

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

/** `requestContext` as an authorizer's event has it: without `authorizer`. */
export type RequestContext = Readonly<Record<string, unknown>>

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
export function toResourceId(resource: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < resource.length; index += 1) {
    hash = Math.imul(hash ^ resource.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(36).padStart(6, '0').slice(-6)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `22/Nov/2026:16:15:33 +0000`. */
export function toRequestTime(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  const month = months[Number(iso.slice(5, 7)) - 1] ?? ''
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}
