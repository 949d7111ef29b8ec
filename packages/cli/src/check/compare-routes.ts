/** Do the routes that Terraform deploys fit the route table? @module */
import { allow } from '@authchain/core'
import type { AuthchainConfig, IdentityBase } from '@authchain/core'
import { compileRoutes } from '@authchain/core/manifest'
import type { AuthorizerPlan, CompiledRoutes } from '@authchain/core/manifest'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'
import { findPlannedRoutes } from './planned-routes.js'
import type { PlannedRoute } from './planned-routes.js'
import type { Plan } from './read-plan.js'

/** What is compared, and of what. */
export interface RouteComparison {
  readonly plan: Plan
  readonly config: Pick<AuthchainConfig, 'routes'>
  readonly authorizerPlan: AuthorizerPlan
}

/** What `ANY` stands for, OPTIONS aside: preflight requests carry no credential. */
const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** No literal of a table is called so. */
const fresh = '~any~'

const nobody: IdentityBase = {
  principalId: undefined,
  scopes: [],
  claims: {},
  context: {},
  expiresAtSeconds: undefined,
}

/**
 * Looks for routes that the table does not know where it is taken as complete, and for those that it gives to
 * some callers only while nobody stands before them.
 */
export function compareRoutes({
  plan,
  config,
  authorizerPlan,
}: RouteComparison): readonly Finding[] {
  const { routePlan } = authorizerPlan
  if (routePlan === undefined) return []
  const { routes: table = {} } = config
  const findRow = createRowFinder(table, routePlan.facts.api)
  return findPlannedRoutes(plan).flatMap((route) => {
    const { pattern, isProtected, address } = route
    if (pattern === undefined) return [toFinding('warning', 'AC5015', address)]
    const text = `${pattern} (${address})`
    if (isProtected) {
      const { deployed } = routePlan.facts
      const isListed = deployed === 'unknown' || isDeployed(routePlan.routes, pattern)
      return isListed ? [] : [toFinding('error', 'AC5016', text)]
    }
    const rows = new Set(toRequests(route).map(findRow))
    const bypassed = [...rows].filter((row) => row !== undefined && table[row as never] !== allow)
    return bypassed.length === 0
      ? []
      : [toFinding('error', 'AC5022', `${text}, in the table as ${bypassed.join(', ')}`)]
  })
}

function isDeployed(routes: CompiledRoutes, pattern: string): boolean {
  const [method = '', template = ''] = pattern.split(' ')
  const asked = method === 'ANY' ? [...verbs, 'OPTIONS'] : [method]
  return asked.every((each) => routes.isDeployed(each, template))
}

/** Asks which row of the table takes a request. Rules are not asked: they are for callers who are known. */
function createRowFinder(
  table: NonNullable<AuthchainConfig['routes']>,
  api: 'rest' | 'http',
): (request: readonly [method: string, path: string]) => string | undefined {
  const routes = Object.fromEntries(Object.keys(table).map((pattern) => [pattern, allow]))
  const compiled = compileRoutes({
    api,
    routes,
    deployed: 'listed',
    policies: false,
    perRoute: true,
  })
  return ([method, path]) => compiled.decide(nobody, method, path).pattern
}

/** A request for each method of a route, which nothing more specific takes. */
function toRequests({ pattern = '' }: PlannedRoute): readonly (readonly [string, string])[] {
  const [method = '', template] = pattern.split(' ')
  if (template === undefined || method === 'OPTIONS') return []
  const path = template.replaceAll(/\{[^{}/]*\}/g, fresh)
  return (method === 'ANY' ? verbs : [method]).map((each) => [each, path])
}
