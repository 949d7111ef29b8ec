/** What an Allow of a planned authorizer opens. @module */
import { requestScope, stageScope } from '../chain/plain-scope.js'
import type { ToScope } from '../contract/decision.js'
import type { AuthorizerPlan } from '../manifest/cache-plan.js'
import { toRouteScope } from '../routes/route-scope.js'

/** By the route table where there is one, else by what the plugins read. */
export function toScopeOf({ cachePlan, routePlan }: AuthorizerPlan): ToScope {
  if (routePlan !== undefined) return toRouteScope(routePlan.routes, routePlan.facts.answer)
  return cachePlan.scope === 'request' ? requestScope : stageScope
}
