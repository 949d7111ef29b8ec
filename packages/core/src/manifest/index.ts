/** What infrastructure reads of a config. @module */
export { planAuthorizer, toCachePlan } from './cache-plan.js'
export type { AuthorizerPlan, CachePlan, PlanOptions, PlannableConfig } from './cache-plan.js'
export type { RouteFacts, RoutePlan } from './route-plan.js'
export { compileRoutes } from '../routes/compile-policy.js'
export type { CompiledRoutes, DeployedRoutes, RouteTableInput } from '../routes/compile-policy.js'
export { toFingerprint } from './fingerprint.js'
