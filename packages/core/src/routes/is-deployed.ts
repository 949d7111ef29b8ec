/** Is a route one of those that the policy was made for? @module */
import type { Deployment } from './deployment.js'
import { parseRoutePattern } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import { findRoute } from './route-table.js'

/** A segment that no pattern names. */
const fresh = '\0'

/**
 * Asks for the template of an event. It counts as deployed when every path that it takes is one that a deployed
 * route takes: names of parameters do not matter, and `/admin/*` covers `/admin/{id}`.
 *
 * @param method - The request's verb.
 */
export function isDeployed(
  { tries, patterns }: Deployment,
  api: 'rest' | 'http',
  method: string,
  template: string,
): boolean {
  if (tries === undefined) return true
  const pattern = tryParse(`${method} ${template}`, api)
  if (pattern === undefined) return false
  const depth = Math.max(0, ...patterns.map(({ segments }) => segments.length))
  return toPaths(pattern, depth).every((path) => findRoute(tries, method, path) !== undefined)
}

/**
 * Asks for a path, where the event has no template. Paths with `//` count: no policy of a table allows them.
 *
 * @param path - As API Gateway sees it.
 */
export function isPathDeployed({ tries }: Deployment, method: string, path: string): boolean {
  return tries === undefined || path.includes('//') || findRoute(tries, method, path) !== undefined
}

/** The shortest path of a template and one that only greedy routes can take. */
function toPaths({ segments, tail, slash }: RoutePattern, depth: number): readonly string[] {
  const own = segments.map((segment) => (segment === '' ? fresh : segment))
  if (tail === 'none') return [`/${own.join('/')}${slash ? '/' : ''}`]
  return [1, depth + 2].map((count) => `/${[...own, ...Array(count).fill(fresh)].join('/')}`)
}

function tryParse(text: string, api: 'rest' | 'http'): RoutePattern | undefined {
  try {
    return parseRoutePattern(text, api)
  } catch {
    return undefined
  }
}
