/** The routes that an OpenAPI document deploys, as one list. @module */
import { ConfigInvalidError } from '@authchain/core'
import { createHttpRouter } from '../routes/http-router.js'
import { parseHttpRoutePattern, parseRoutePattern } from '../routes/route-pattern.js'
import { createRouter } from '../routes/router.js'
import type { OpenApiRoutes } from './parse-open-api-routes.js'

/**
 * Lists every route whoever stands before it, checked for one kind of API.
 *
 * @returns `METHOD /path`, and an HTTP API's `$default`.
 * @throws ConfigInvalidError AC1001 for a route that such an API cannot have, or two that it cannot tell apart.
 * @example
 * ```ts
 * toRoutePatterns(parseOpenApiRoutes(text, 'openapi.yaml'), 'rest') // ['GET /orders', 'GET /orders/{id}']
 * ```
 */
export function toRoutePatterns(
  openApi: Pick<OpenApiRoutes, 'operations'>,
  api: 'rest' | 'http',
): readonly string[] {
  const isHttp = api === 'http'
  const parse = isHttp ? parseHttpRoutePattern : parseRoutePattern
  const entries = openApi.operations.flatMap(({ pattern, pointer }) => {
    try {
      return parse(pattern).map((each) => ({ pattern: each, value: pointer }))
    } catch (cause) {
      if (!(cause instanceof ConfigInvalidError)) throw cause
      throw new ConfigInvalidError('AC1001', `OpenAPI: ${pointer}: no route of a ${api} API`, {
        cause,
      })
    }
  })
  if (isHttp) createHttpRouter(entries)
  else createRouter(entries)
  return openApi.operations.map(({ pattern }) => pattern)
}
