/** Inputs in API Gateway's own grammar. @module */
import type { RequestInput } from '../contract/context.js'

/** Characters that an identity source may have after its prefix. */
const sourceName = /^[A-Za-z0-9._-]+$/

/** How each kind of API writes headers, query parameters and stage variables. */
const grammar = {
  rest: ['method.request.header.', 'method.request.querystring.', 'stageVariables.'],
  http: ['$request.header.', '$request.querystring.', '$stageVariables.'],
  websocket: ['route.request.header.', 'route.request.querystring.', 'stageVariables.'],
} as const

/**
 * An input as an identity source, or undefined when it cannot be one. A cookie is the whole `Cookie` header;
 * path parameters are refused by API Gateway.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function toIdentitySource(
  input: RequestInput,
  api: keyof typeof grammar,
): string | undefined {
  const [header, query, stageVariable] = grammar[api]
  const [kind = '', ...rest] = input.split(':')
  const name = rest.join(':')
  if (kind === 'token') return `${header}Authorization`
  if (kind === 'cookie') return `${header}Cookie`
  if (!sourceName.test(name)) return undefined
  if (kind === 'header') return `${header}${name}`
  if (kind === 'query') return `${query}${name}`
  if (kind === 'stage-variable') return `${stageVariable}${name}`
  return undefined
}

/**
 * The sources that put the route into the cache key, where answers are per route.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
export function toRouteSources(
  facts: { readonly api: 'rest' | 'http'; readonly answer: string } | undefined,
): readonly string[] {
  if (facts === undefined) return []
  const { api, answer } = facts
  // The one of them that AWS documents.
  if (answer === 'route-key') return ['$context.routeKey']
  if (answer !== 'route' && answer !== 'path') return []
  const template = api === 'rest' ? 'resourcePath' : 'routeKey'
  const variables = ['httpMethod', answer === 'route' ? template : 'path']
  return variables.map((name) => (api === 'rest' ? `context.${name}` : `$context.${name}`))
}
