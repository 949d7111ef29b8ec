/** Authorizer chains for AWS API Gateway. @module */
export {
  ConfigInvalidError,
  FailureError,
  ForbiddenError,
  UnauthenticatedError,
  failure,
  forbidden,
  isAuthchainError,
  unauthenticated,
} from './errors.js'
export type { AuthchainError, DenialCode, ErrorKind, ErrorOptions, FaultCode } from './errors.js'
export { faults } from './faults.js'
export type { Fault } from './faults.js'

export type { Awaitable } from './contract/awaitable.js'
export type { AuthContext, EventSource, RequestInput, ResourceArn } from './contract/context.js'
export type { Condition } from './contract/condition.js'
export type { Decision, PolicyDocument, PolicyScope, PolicyStatement } from './contract/decision.js'
export { definePlugin } from './contract/define-plugin.js'
export type {
  PluginDefinition,
  PluginFactory,
  SimplePluginDefinition,
} from './contract/define-plugin.js'
export type { Allowed, CheckOrder } from './contract/flow.js'
export type {
  Claims,
  ContextValue,
  Identity,
  IdentityBase,
  IdentityPatch,
  Provisions,
  ResponseContext,
} from './contract/identity.js'
export { abstain, pass } from './contract/outcome.js'
export type { Abstain, Outcome, Pass, Skip } from './contract/outcome.js'
export type {
  AnyPlugin,
  Call,
  NeedsOf,
  Plugin,
  PluginRequirements,
  PluginSettings,
  ProvidesOf,
  RequiredStatement,
  Validate,
} from './contract/plugin.js'
export { provided } from './contract/provision.js'
export type { Provision } from './contract/provision.js'
export type { IdentityRule } from './contract/rule.js'
export type {
  Clock,
  HttpRequest,
  HttpResponse,
  Logger,
  Metrics,
  PluginRuntime,
  RuntimeOptions,
  Tracer,
} from './contract/runtime.js'
export type { Secret, SecretRef, SecretStore, SecretVersion } from './contract/secret-store.js'
export { toAgeMilliseconds, toInstant } from './contract/instant.js'
export type { Instant } from './contract/instant.js'
export { untilAborted } from './contract/until-aborted.js'
export { toAuthContext } from './contract/to-auth-context.js'
export type { EmbeddedRequest, RequestValues } from './contract/to-auth-context.js'
export type { StandardSchemaV1 } from './contract/standard-schema.js'
export { defineConfig } from './config/config.js'
export type {
  AuthchainConfig,
  AuthorizerSettings,
  DenialResponse,
  Method,
  RoutePattern,
  RouteRule,
} from './config/config.js'

export { bearerChallenge } from './config/bearer-challenge.js'
export type { BearerChallengeOptions } from './config/bearer-challenge.js'
export { problem } from './config/problem.js'
export type { ProblemOptions } from './config/problem.js'
export { withCors } from './config/with-cors.js'
export type { CorsOptions } from './config/with-cors.js'

export { allOf } from './chain/all-of.js'
export { anonymous } from './chain/anonymous.js'
export { anyOf } from './chain/any-of.js'
export type { CallOptions, Chain } from './chain/chain.js'
export { and, header, method, not, or, path } from './chain/conditions.js'
export { fromValidate } from './chain/from-validate.js'
export type { ValidateResult } from './chain/from-validate.js'
export type { Lookup, ValidateContext, ValidateRequestContext } from './chain/validate-context.js'
export { optional } from './chain/optional.js'
export { when } from './chain/when.js'
export { allow } from './rules/allow.js'
export { deny } from './rules/deny.js'
export { requireClaim } from './rules/require-claim.js'
export { requireScope } from './rules/require-scope.js'

export type { AuthorizerResponse } from './adapters/adapter.js'
export { createChain } from './handler/create-chain.js'
export { createHandler } from './handler/handler.js'
export { createRuntime } from './handler/create-runtime.js'
export type { AuthorizerHandler, LambdaContext } from './handler/answer-events.js'
export { generatePolicy } from './policy/policy.js'
export type { PolicyInput } from './policy/policy.js'
export { env } from './secrets/env.js'
export { literal } from './secrets/literal.js'
export { ssm } from './secrets/ssm.js'
export type { SsmOptions } from './secrets/ssm.js'
