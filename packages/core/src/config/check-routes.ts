/** The shape of a route table in a config. @module */
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { isIdentityRule } from '../contract/rule.js'
import { ConfigInvalidError } from '../errors.js'

/**
 * Checks `routes`, `defaultRule` and `routesFrom` for users whose editor does not. What the patterns say is
 * read where the table is compiled.
 *
 * @throws {@link ConfigInvalidError} AC1001.
 */
export function checkRoutes(config: Readonly<Record<string, unknown>>): void {
  const { routes, defaultRule, routesFrom, authorizer } = config
  if (routes === undefined) {
    for (const key of ['defaultRule', 'routesFrom']) {
      if (config[key] !== undefined) throw invalid(`${key}: it says nothing without routes`)
    }
    return
  }
  if (isRecord(authorizer) && authorizer['api'] === 'websocket') {
    throw invalid('routes: a WebSocket API asks its authorizer for $connect alone; leave them out')
  }
  if (!isRecord(routes) || Object.keys(routes).length === 0) {
    throw invalid(
      "routes: expected an object such as { 'GET /orders': requireScope('orders:read') }",
    )
  }
  for (const [pattern, rule] of Object.entries(routes)) checkRule(`routes[${quote(pattern)}]`, rule)
  if (defaultRule !== undefined) checkRule('defaultRule', defaultRule)
  if (routesFrom !== undefined && (typeof routesFrom !== 'string' || routesFrom === '')) {
    throw invalid("routesFrom: expected 'table' or the path of an OpenAPI file")
  }
}

/** A plugin reads the request, so it cannot say who may call a route for as long as the answer is kept. */
function checkRule(at: string, rule: unknown): void {
  if (findStructure(rule) !== undefined) {
    if (isIdentityRule(rule as AnyPlugin)) return
    throw invalid(
      `${at}: is a plugin, and a rule reads the identity alone. Put it into plugins, and a rule such as ` +
        "requireScope('orders:read') here",
    )
  }
  if (typeof rule === 'function') return
  throw invalid(
    `${at}: expected a rule (allow, deny, requireScope('…')) or a function of the identity`,
  )
}

function quote(text: string): string {
  return JSON.stringify(text)
}

function invalid(problem: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `plugins.config: ${problem}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
