/** What API Gateway can route to, as far as it is known. @module */
import { createTries } from './route-table.js'
import type { RouteTable } from './route-table.js'
import { methods, parseRoutePattern } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import type { RouteTrie } from './route-trie.js'

/** What API Gateway can route to: unknown; exactly the table's own patterns (a promise); or these patterns (an OpenAPI file). */
export type DeployedRoutes = 'unknown' | 'listed' | readonly string[]

/** {@link DeployedRoutes}, read. */
export interface Deployment {
  readonly patterns: readonly RoutePattern[]
  /** Undefined when any path may exist. */
  readonly tries: ReadonlyMap<string, RouteTrie> | undefined
}

/**
 * Reads what is deployed. `$default` of an HTTP API takes every path, so that nothing is gained by it.
 *
 * @throws {@link ConfigInvalidError} AC1014 and AC1015, as for the table.
 */
export function readDeployment(table: RouteTable, deployed: DeployedRoutes): Deployment {
  if (deployed === 'unknown') return { patterns: [], tries: undefined }
  if (deployed === 'listed') {
    return { patterns: table.routes.map(({ pattern }) => pattern), tries: table.tries }
  }
  const named = [...new Set(deployed)].filter((text) => text !== '$default')
  const patterns = named.map((text) => parseRoutePattern(text, table.api))
  const tries = createTries(table.api, patterns, 'routesFrom')
  return { patterns, tries: deployed.includes('$default') ? undefined : tries }
}

/** The methods that a pattern means. */
export function methodsOf({ method }: RoutePattern): readonly string[] {
  return method === 'ANY' ? methods : [method]
}
