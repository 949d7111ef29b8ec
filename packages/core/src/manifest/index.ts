/** What infrastructure reads of a config. @module */
export { planAuthorizer, toCachePlan } from './cache-plan.js'
export type { AuthorizerPlan, CachePlan, PlanOptions, PlannableConfig } from './cache-plan.js'
export type { RouteFacts, RoutePlan } from './route-plan.js'
export { compileRoutes } from '../routes/compile-policy.js'
export type { CompiledRoutes, RouteTableInput } from '../routes/compile-policy.js'
export type { DeployedRoutes } from '../routes/deployment.js'
export { toFingerprint } from './fingerprint.js'
