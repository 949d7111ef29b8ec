/** A local API Gateway for Lambda authorizers. @module */
export { createGateway } from './gateway.js'
export type { Gateway, ListenOptions } from './gateway.js'
export type { ApiOptions, GatewayOptions } from './gateway-options.js'
export type { GatewayTarget, RunnableConfig } from './target.js'
export type { GatewayAuthorizer } from './authorizer/authorizer.js'
export type { AuthorizerFunction } from './authorizer/invoke.js'
export type { LambdaContext } from '@authchain/core'
export { echoIntegration } from './integration/echo-integration.js'
export { authorizerHeader, proxyIntegration } from './integration/proxy-integration.js'
export type {
  AuthorizerContext,
  Integration,
  IntegrationRequest,
  IntegrationRequestContext,
  IntegrationResponse,
} from './integration/integration.js'
export type { InjectRequest, InjectResponse } from './inject.js'
export type { HeaderPair } from './events/gateway-request.js'
export type { ApiKind } from './events/api.js'
export type { AuthorizerEvent } from './events/authorizer-event.js'
export { createAdjustableClock, systemClock } from './clock.js'
export type { AdjustableClock } from './clock.js'
export { defaultAssumptions } from './assumptions.js'
export type { AssumptionName, Assumptions } from './assumptions.js'
export type { GatewayResponse, GatewayResponses } from './gateway-responses/gateway-response.js'
export type { GatewayResponseType } from './gateway-responses/response-type.js'
export type { ResourcePolicyDocument } from './resource-policy.js'
export type { UsagePlan } from './usage-plan.js'
export type { CacheUse, RequestTrace } from './trace.js'
export { gatewayTracer } from './tracer.js'
export type { ChainEvent } from './tracer.js'
export type { PolicyDecision } from './policy-evaluator/evaluate-policy.js'
export { parseOpenApiRoutes } from './open-api/parse-open-api-routes.js'
export type { OpenApiOperation, OpenApiRoutes } from './open-api/parse-open-api-routes.js'
export type { OperationProtection } from './open-api/protection.js'
export { toRoutePatterns } from './open-api/to-route-patterns.js'
