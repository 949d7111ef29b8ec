/**
 * The answers that API Gateway gives itself.
 *
 * Source: API Gateway Developer Guide, "Gateway response types for API Gateway".
 *
 * @module
 */

/** One type of answer: its status, its `x-amzn-ErrorType` and its message. */
export interface ResponseKind {
  readonly type: GatewayResponseType
  readonly status: number
  readonly errorType: string
  /** null becomes JSON's null. */
  readonly message: string | null
}

/** The types that this gateway produces. */
export type GatewayResponseType =
  | 'ACCESS_DENIED'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'UNAUTHORIZED'

/** No route serves the request. */
export const noRoute: ResponseKind = {
  type: 'MISSING_AUTHENTICATION_TOKEN',
  status: 403,
  errorType: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
}

/** An identity source is missing, or the authorizer said so. */
export const unauthorized: ResponseKind = {
  type: 'UNAUTHORIZED',
  status: 401,
  errorType: 'UnauthorizedException',
  message: 'Unauthorized',
}

/** The authorizer failed, or what it returned cannot be read. */
export const authorizerFailed: ResponseKind = {
  type: 'AUTHORIZER_CONFIGURATION_ERROR',
  status: 500,
  errorType: 'AuthorizerConfigurationException',
  message: null,
}

/** The API demands a key of a usage plan, and there is none. */
export const invalidApiKey: ResponseKind = {
  type: 'INVALID_API_KEY',
  status: 403,
  errorType: 'ForbiddenException',
  message: 'Forbidden',
}

/** The backend failed. */
export const integrationFailed: ResponseKind = {
  type: 'INTEGRATION_FAILURE',
  status: 504,
  errorType: 'InternalServerErrorException',
  message: 'Internal server error',
}

/** The backend took longer than API Gateway waits. */
export const integrationTimedOut: ResponseKind = {
  type: 'INTEGRATION_TIMEOUT',
  status: 504,
  errorType: 'InternalServerErrorException',
  message: 'Endpoint request timed out',
}

/** A policy denied: with `explicit`, by a statement that says so. */
export function accessDenied(explicit: boolean): ResponseKind {
  return toAccessDenied('User is not authorized to access this resource', explicit)
}

/** The API's resource policy denied. */
export function resourcePolicyDenied(methodArn: string, explicit: boolean): ResponseKind {
  return toAccessDenied(
    `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${methodArn}`,
    explicit,
  )
}

function toAccessDenied(message: string, explicit: boolean): ResponseKind {
  return {
    type: 'ACCESS_DENIED',
    status: 403,
    errorType: 'AccessDeniedException',
    message: explicit ? `${message} with an explicit deny` : message,
  }
}
