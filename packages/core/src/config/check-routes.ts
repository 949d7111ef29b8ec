/** The shape of the route table in a configuration. What its patterns and rules mean is checked by its compiler. @module */
import { ConfigInvalidError } from '../errors.js'

/**
 * Checks `routes`, `defaultRule` and `routesFrom` as far as types promise it.
 *
 * @throws {@link ConfigInvalidError} AC1001 for a table that is none or is empty, for `defaultRule` or
 *   `routesFrom` without a table, and for a table on a WebSocket API.
 * @example
 * ```ts
 * checkRoutes({ routes: { 'GET /orders': allow }, routesFrom: 'table' })
 * ```
 */
export function checkRoutes(config: Readonly<Record<string, unknown>>): void {
  const { routes, routesFrom, authorizer } = config
  if (routes === undefined) {
    for (const key of ['defaultRule', 'routesFrom']) {
      if (config[key] !== undefined)
        throw invalid(key, 'it says something about routes, and there are none')
    }
    return
  }
  if (typeof routes !== 'object' || routes === null || Array.isArray(routes)) {
    throw invalid(
      'routes',
      "expected patterns with rules: { 'GET /orders': requireScope('orders:read') }",
    )
  }
  if (Object.keys(routes).length === 0) {
    throw invalid('routes', 'expected at least one pattern; without routes, leave the key out')
  }
  if (routesFrom !== undefined && (typeof routesFrom !== 'string' || routesFrom === '')) {
    throw invalid('routesFrom', "expected 'table' or the path of an OpenAPI file")
  }
  const { api } = (authorizer ?? {}) as { readonly api?: unknown }
  if (api === 'websocket') {
    throw invalid('routes', 'a WebSocket API asks once, for $connect; rules go into plugins')
  }
}

function invalid(key: string, rule: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `plugins.config: ${key}: ${rule}`)
}
