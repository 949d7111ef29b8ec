/** Inputs in API Gateway's own grammar. @module */
import type { RequestInput } from '../contract/context.js'

/** Characters that an identity source may have after its prefix. */
const sourceName = /^[A-Za-z0-9._-]+$/

/**
 * An input as an identity source of a REST API, or undefined when it cannot be one. A cookie is the whole
 * `Cookie` header; path parameters are refused by API Gateway.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
export function toIdentitySource(input: RequestInput): string | undefined {
  const [kind = '', ...rest] = input.split(':')
  const name = rest.join(':')
  if (kind === 'token') return 'method.request.header.Authorization'
  if (kind === 'cookie') return 'method.request.header.Cookie'
  if (!sourceName.test(name)) return undefined
  if (kind === 'header') return `method.request.header.${name}`
  if (kind === 'query') return `method.request.querystring.${name}`
  if (kind === 'stage-variable') return `stageVariables.${name}`
  return undefined
}
