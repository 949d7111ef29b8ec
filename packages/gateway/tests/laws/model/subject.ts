/** What is under test, in one place. @module */
export {
  allOf,
  allow,
  anyOf,
  isAuthchainError,
  ConfigInvalidError,
  deny,
  generatePolicy,
  requireScope,
} from '../../../../core/src/index.js'
export type {
  AuthContext,
  IdentityBase,
  PolicyScope,
  PolicyStatement,
  ResourceArn,
  RouteRule,
} from '../../../../core/src/index.js'
export { toAnswer } from '../../../../core/src/manifest/route-plan.js'
export { compileRoutes } from '../../../../core/src/routes/compile-policy.js'
export type { CompiledRoutes } from '../../../../core/src/routes/compile-policy.js'
export { toRouteScope } from '../../../../core/src/routes/route-scope.js'
