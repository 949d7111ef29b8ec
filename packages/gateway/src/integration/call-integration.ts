/** Calls the backend, for as long as API Gateway would. @module */
import type { HeaderPair } from '../events/gateway-request.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { Answer } from '../gateway-responses/gateway-response.js'
import { http } from '../node-http.js'
import { integrationFailed, integrationTimedOut } from '../gateway-responses/response-type.js'
import type { ResponseKind } from '../gateway-responses/response-type.js'
import { toIntegrationRequest } from './integration.js'
import type {
  AuthorizerContext,
  Integration,
  IntegrationRequest,
  IntegrationResponse,
} from './integration.js'

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
  return callBackend(integration, toIntegrationRequest(request, authorizer))
}

/** @returns Never rejects. */
export async function callBackend(
  integration: Integration,
  request: IntegrationRequest,
): Promise<IntegrationResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ kind: 'failed', response: integrationTimedOut, cause: undefined })
    }, timeoutMilliseconds)
    void call(integration, request).then((result) => {
      clearTimeout(timer)
      resolve(result)
      return undefined
    })
  })
}

async function call(
  integration: Integration,
  request: IntegrationRequest,
): Promise<IntegrationResult> {
  try {
    const response = await integration(request)
    return { kind: 'answered', answer: toAnswer(response) }
  } catch (error) {
    return { kind: 'failed', response: integrationFailed, cause: error }
  }
}

/** Belong to one connection, or are computed anew for the other. */
const hopByHop = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding'])

/** Throws for what cannot be sent, while there is still time for another answer. */
function toAnswer({ status, headers = {}, body = '' }: IntegrationResponse): Answer {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new TypeError('An integration answers with a status from 200 to 599')
  }
  const pairs: HeaderPair[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (hopByHop.has(name.toLowerCase())) continue
    http.validateHeaderName(name)
    for (const each of typeof value === 'string' ? [value] : value) {
      http.validateHeaderValue(name, each)
      pairs.push([name, each])
    }
  }
  return { status, headers: pairs, body }
}
