/** Calls the backend, for as long as API Gateway would. @module */
import type { HeaderPair } from '../events/gateway-request.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { Answer } from '../gateway-responses/gateway-response.js'
import { integrationFailed, integrationTimedOut } from '../gateway-responses/response-type.js'
import type { ResponseKind } from '../gateway-responses/response-type.js'
import { toIntegrationRequest } from './integration.js'
import type { AuthorizerContext, Integration, IntegrationResponse } from './integration.js'

/** The backend's answer, or what the gateway answers instead. */
export type IntegrationResult =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly response: ResponseKind; readonly cause: unknown }

const timeoutMilliseconds = 29_000

/** @returns Never rejects. */
export async function callIntegration(
  integration: Integration,
  request: RoutedRequest,
  authorizer: AuthorizerContext | undefined,
): Promise<IntegrationResult> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<IntegrationResult>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'failed', response: integrationTimedOut, cause: undefined })
    }, timeoutMilliseconds)
  })
  try {
    return await Promise.race([call(integration, request, authorizer), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function call(
  integration: Integration,
  request: RoutedRequest,
  authorizer: AuthorizerContext | undefined,
): Promise<IntegrationResult> {
  try {
    const response = await integration(toIntegrationRequest(request, authorizer))
    return { kind: 'answered', answer: toAnswer(response) }
  } catch (error) {
    return { kind: 'failed', response: integrationFailed, cause: error }
  }
}

function toAnswer({ status, headers = {}, body = '' }: IntegrationResponse): Answer {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new TypeError('An integration answers with a status from 200 to 599')
  }
  const pairs = Object.entries(headers).flatMap(([name, value]): readonly HeaderPair[] =>
    typeof value === 'string' ? [[name, value]] : value.map((each) => [name, each]),
  )
  return { status, headers: pairs, body }
}
