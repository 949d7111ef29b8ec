/** Do the routes that Terraform deploys fit the route table? @module */
import type { AuthchainConfig } from '@authchain/core'
import type { AuthorizerPlan, CompiledRoutes } from '@authchain/core/manifest'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'
import { findOwnership } from './planned-authorizer.js'
import { findPlannedRoutes } from './planned-routes.js'
import type { Plan, PlannedResource } from './read-plan.js'
import { createRowFinder, verbs } from './row-finder.js'

/** What is compared, and of what. */
export interface RouteComparison {
  readonly plan: Plan
  /** The authorizer that was compared; undefined when it was not found. */
  readonly authorizer: PlannedResource | undefined
  readonly config: Pick<AuthchainConfig, 'routes'>
  readonly authorizerPlan: AuthorizerPlan
}

/**
 * Looks for routes that the table does not know where it is taken as complete, and for those that it gives to
 * some callers only while nobody, or another authorizer, stands before them.
 */
export function compareRoutes({
  plan,
  authorizer,
  config,
  authorizerPlan,
}: RouteComparison): readonly Finding[] {
  const { routePlan } = authorizerPlan
  if (routePlan === undefined) return []
  const { findRows, findGuarded } = createRowFinder(config.routes ?? {}, routePlan.facts.api)
  return findPlannedRoutes(plan).flatMap((route) => {
    const { pattern, isProtected, address, resource } = route
    if (pattern === undefined) return [toFinding('warning', 'AC5015', address)]
    const text = `${pattern} (${address})`
    if (!isProtected) {
      const rows = findGuarded(pattern)
      return rows.length === 0 ? [] : [toFinding('error', 'AC5022', inTable(text, rows))]
    }
    if (authorizer !== undefined && findOwnership(resource, authorizer, plan) === 'other') {
      const rows = findRows(pattern)
      return rows.length === 0 ? [] : [toFinding('warning', 'AC5024', inTable(text, rows))]
    }
    const { deployed } = routePlan.facts
    const isListed = deployed === 'unknown' || isDeployed(routePlan.routes, pattern)
    return isListed ? [] : [toFinding('error', 'AC5016', text)]
  })
}

function inTable(text: string, rows: readonly string[]): string {
  return `${text}, in the table as ${rows.join(', ')}`
}

function isDeployed(routes: CompiledRoutes, pattern: string): boolean {
  const [method = '', template = ''] = pattern.split(' ')
  const asked = method === 'ANY' ? [...verbs, 'OPTIONS'] : [method]
  return asked.every((each) => routes.isDeployed(each, template))
}
