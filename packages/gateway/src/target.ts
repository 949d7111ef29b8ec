/** What a gateway asks: a config's own chain, or any authorizer function. @module */
import { ConfigInvalidError, createHandler } from '@authchain/core'
import type {
  AuthchainConfig,
  Clock,
  ResponseContext,
  RouteRule,
  RuntimeOptions,
} from '@authchain/core'
import { toCachePlan, toDenialResponses } from '@authchain/core/manifest'
import type { ManifestResponses } from '@authchain/core/manifest'
import type { Assumptions } from './assumptions.js'
import type { AuthorizerCache } from './authorizer-cache/authorizer-cache.js'
import { createAuthorizer } from './authorizer/authorizer.js'
import type { Authorizer, GatewayAuthorizer } from './authorizer/authorizer.js'
import type { AuthorizerFunction } from './authorizer/invoke.js'
import { toGatewayResponses } from './gateway-responses/to-gateway-responses.js'
import type { GatewayResponses } from './gateway-responses/gateway-response.js'
import { gatewayTracer, joinTracers } from './tracer.js'

/** Any config that `defineConfig` makes, whatever its plugins provide. */
export type RunnableConfig = Omit<AuthchainConfig, 'context' | 'defaultRule' | 'routes'> & {
  readonly context?: (identity: never) => ResponseContext
  readonly defaultRule?: RouteRule<never>
  readonly routes?: Readonly<Record<string, RouteRule<never>>>
}

/** A chain by its config, set up on the API as the config says; or a function and how it is set up. */
export type GatewayTarget =
  | { readonly config: RunnableConfig; readonly runtime?: RuntimeOptions }
  | {
      readonly handler: AuthorizerFunction
      readonly authorizer: GatewayAuthorizer
      /** What its config says of denials: `toDenialResponses(config)`. */
      readonly responses?: ManifestResponses | null
    }

/** What a target is joined with. */
export interface TargetParts {
  readonly id: string
  readonly cache: AuthorizerCache
  readonly assumptions: Assumptions
  readonly clock: Clock
}

/** A target that can be asked. */
export interface OpenedTarget {
  readonly authorizer: Authorizer
  /** Those of its config; the API's own go before them. */
  readonly gatewayResponses: GatewayResponses
  /** Sets the chain up ahead of the first request. Never rejects. */
  warmUp(): Promise<void>
}

/**
 * Opens a target.
 *
 * @throws ConfigInvalidError for settings or a config that could not be deployed.
 */
export function openTarget(target: GatewayTarget, parts: TargetParts): OpenedTarget {
  if (!('config' in target)) {
    const { handler: call, authorizer, responses = null } = target
    return {
      authorizer: createAuthorizer(authorizer, { ...parts, call }),
      gatewayResponses: toGatewayResponses(responses),
      warmUp: async () => {},
    }
  }
  const config = target.config as AuthchainConfig
  const handler = createHandler(config, {
    clock: parts.clock,
    ...target.runtime,
    tracer: joinTracers(gatewayTracer, target.runtime?.tracer),
  })
  const plan = toCachePlan(config)
  if (plan.api !== 'rest') {
    throw new ConfigInvalidError(
      'AC1001',
      `createGateway: authorizer.api: the local gateway does not serve '${plan.api}' APIs yet`,
    )
  }
  return {
    authorizer: createAuthorizer(plan, { ...parts, call: handler }),
    gatewayResponses: toGatewayResponses(toDenialResponses(config)),
    warmUp: async () => handler.warmUp(),
  }
}
