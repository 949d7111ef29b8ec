/** Denials in the words of API Gateway. @module */
import type { AuthchainConfig, DenialResponse } from '../config/config.js'
import type { ManifestResponse, ManifestResponses } from './manifest.js'

/** Which gateway response answers which denial, with the status and the template that it has by default. */
const defaults = {
  unauthenticated: ['UNAUTHORIZED', 401, '{"message":$context.error.messageString}'],
  forbidden: ['ACCESS_DENIED', 403, '{"Message":$context.error.messageString}'],
  failure: ['AUTHORIZER_CONFIGURATION_ERROR', 500, '{"message":$context.error.messageString}'],
} as const

const json = 'application/json'

/** Where a whole header value comes from, instead of being the text that it is. */
const mapping = /^\$(?<source>(?:method|context|stageVariables)\..+)$/

/**
 * The `responses` of a config as gateway responses: header values as mapping expressions, the body as the
 * template of one content type.
 *
 * @param config - Checked: quotes and line ends in header values have been refused.
 * @returns null when the config says nothing of them.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 * @example
 * ```ts
 * toDenialResponses({ responses: { forbidden: { headers: { 'X-A': 'b' } } } })?.forbidden?.headers // { 'X-A': "'b'" }
 * ```
 */
export function toDenialResponses({
  responses,
}: Pick<AuthchainConfig, 'responses'>): ManifestResponses | null {
  if (responses === undefined) return null
  const { unauthenticated, forbidden, failure } = responses
  return {
    unauthenticated: toResponse('unauthenticated', unauthenticated),
    forbidden: toResponse('forbidden', forbidden),
    failure: toResponse('failure', failure),
  }
}

function toResponse(
  kind: keyof typeof defaults,
  response: DenialResponse | undefined,
): ManifestResponse | null {
  if (response === undefined) return null
  const [gatewayResponse, usualStatus, usualBody] = defaults[kind]
  const headers = Object.entries(response.headers ?? {})
  const contentType = headers.find(([name]) => isContentType(name))?.[1]
  return {
    gatewayResponse,
    status: response.status ?? usualStatus,
    headers: Object.fromEntries(
      headers
        .filter(([name]) => !isContentType(name))
        .map(([name, value]) => [name, toExpression(value)])
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ),
    contentType: contentType ?? json,
    body: response.body ?? usualBody,
  }
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type'
}

function toExpression(value: string): string {
  return mapping.exec(value)?.groups?.['source'] ?? `'${value}'`
}
