/** What a gateway is made of. @module */
import type { Clock } from '@authchain/core'
import type { Assumptions } from './assumptions.js'
import type { GatewayResponses } from './gateway-responses/gateway-response.js'
import type { Integration } from './integration/integration.js'
import type { ResourcePolicyDocument } from './resource-policy.js'
import type { GatewayTarget } from './target.js'
import type { RequestTrace } from './trace.js'
import type { UsagePlan } from './usage-plan.js'

/** The authorizer, and the REST API around it. Everything but the authorizer has a default. */
export type GatewayOptions = GatewayTarget & ApiOptions

/** The API around the authorizer. */
export interface ApiOptions {
  /** Protected routes, `GET /orders/{id}` or `ANY /{proxy+}`. Default: every path and method. */
  readonly routes?: readonly string[]
  /** Routes without an authorizer. */
  readonly publicRoutes?: readonly string[]
  /** Default `dev`. It stands in ARNs and in `requestContext.path`, never in the URL. */
  readonly stage?: string
  readonly stageVariables?: Readonly<Record<string, string>>
  /** Default `authchain0`. */
  readonly apiId?: string
  /** Default `us-east-1`. */
  readonly region?: string
  /** Default `123456789012`. */
  readonly accountId?: string
  /** The API's own policy; default none. */
  readonly resourcePolicy?: ResourcePolicyDocument
  /** Keys that protected methods demand; default none. */
  readonly usagePlan?: UsagePlan
  /** Changes to the answers that the gateway gives itself. A type named here is all from here, else from the config's `responses`. */
  readonly gatewayResponses?: GatewayResponses
  /** The backend; default {@link echoIntegration}. */
  readonly integration?: Integration
  /** Default the system's; {@link createAdjustableClock} is for time travel. */
  readonly clock?: Clock
  /** Where AWS has not been measured. */
  readonly assumptions?: Partial<Assumptions>
  /** Is told of every request once it has been answered. What it throws is ignored. */
  readonly onTrace?: (trace: RequestTrace) => void
}
