/** The routes of one API, by its kind. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { Api } from '../events/api.js'
import { createConnectRouter } from './connect-router.js'
import { createHttpRouter } from './http-router.js'
import { defaultRoute, parseHttpRoutePattern, parseRoutePattern } from './route-pattern.js'
import { createRouter } from './router.js'
import type { Router, RouterEntry } from './router.js'

/** Whether a route has the authorizer. */
export type Protection = 'protected' | 'public'

/** Routes as a user lists them; undefined is the default of the API's kind. */
export interface RouteLists {
  /** Default: every path and method, on HTTP APIs as `$default`. */
  readonly routes: readonly string[] | undefined
  readonly publicRoutes: readonly string[]
}

/**
 * Makes the router.
 *
 * @throws ConfigInvalidError AC1001 for a pattern that is none, for two that cannot be told apart, and for
 *   any on a WebSocket API, whose only route with an authorizer is `$connect`.
 */
export function createApiRouter(api: Api, lists: RouteLists): Router<Protection> {
  if (api.kind === 'websocket') {
    if (lists.routes !== undefined || lists.publicRoutes.length > 0) {
      throw new ConfigInvalidError('AC1001', 'createGateway: a WebSocket API has no routes to list')
    }
    return createConnectRouter(api.stage, 'protected')
  }
  const isHttp = api.kind === 'http'
  const parse = isHttp ? parseHttpRoutePattern : parseRoutePattern
  const everything = isHttp ? [defaultRoute] : ['ANY /', 'ANY /{proxy+}']
  const toEntries = (
    texts: readonly string[],
    value: Protection,
  ): readonly RouterEntry<Protection>[] =>
    texts.flatMap((text) => parse(text).map((pattern) => ({ pattern, value })))
  const entries = [
    ...toEntries(lists.routes ?? everything, 'protected'),
    ...toEntries(lists.publicRoutes, 'public'),
  ]
  return isHttp ? createHttpRouter(entries) : createRouter(entries)
}
