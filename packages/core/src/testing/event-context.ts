/** What API Gateway says about a request, apart from the request. @module */
import type { ResourceArn } from '../contract/context.js'

/** The instant of every built event: 21 September 2026. */
export const eventTime = {
  epochMilliseconds: 1_790_000_000_000,
  text: '21/Sep/2026:13:33:20 +0000',
} as const

/** What a built `requestContext` varies in. */
export interface EventContextParts {
  readonly arn: ResourceArn
  readonly method: string
  readonly path: string
  readonly resource: string
  readonly requestId: string
  readonly sourceIp: string
  readonly userAgent: string
}

/** `requestContext` of REST REQUEST events, and of HTTP APIs with payload 1.0. */
export function toRestContext(parts: EventContextParts): Readonly<Record<string, unknown>> {
  const { arn, method, path, resource, requestId, sourceIp, userAgent } = parts
  return {
    accountId: arn.accountId,
    apiId: arn.apiId,
    deploymentId: 'd3p10y',
    ...toDomain(arn),
    extendedRequestId: 'UFSC7Ga5IAMFq8A=',
    httpMethod: method,
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
      sourceIp,
      user: null,
      userAgent,
      userArn: null,
    },
    path: `/${arn.stage}${path}`,
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: eventTime.text,
    requestTimeEpoch: eventTime.epochMilliseconds,
    resourceId: '123456',
    resourcePath: resource,
    stage: arn.stage,
  }
}

/** The default host of an API. */
export function toDomain(arn: ResourceArn): {
  readonly domainName: string
  readonly domainPrefix: string
} {
  const { apiId, region } = arn
  return { domainName: `${apiId}.execute-api.${region}.amazonaws.com`, domainPrefix: apiId }
}
