/** The authorizer that is explained, and how it stands on the API. @module */
import type { AuthchainConfig, RuntimeOptions } from '@authchain/core'
import { toCachePlan } from '@authchain/core/manifest'
import type { AuthorizerFunction, GatewayAuthorizer, GatewayTarget } from '@authchain/gateway'
import type { RecordedAuthorizer } from '@authchain/inspector/record'
import { eventShapes, toEventShape } from '../invoke/event-shape.js'
import type { EventShape } from '../invoke/event-shape.js'
import { toPluginTree } from './plugin-tree.js'
import type { PluginNode } from './plugin-tree.js'

/** A target for the gateway, and what records say of it. */
export interface Explained {
  readonly target: GatewayTarget
  readonly authorizer: RecordedAuthorizer
  readonly tree: readonly PluginNode[]
  readonly shape: EventShape
  /** Of the route table; undefined when there is none. */
  readonly routes: readonly string[] | undefined
  /** Where a token goes. */
  readonly tokenHeader: string
}

/** A configuration's chain. */
export function explainConfig(
  config: AuthchainConfig,
  runtime: RuntimeOptions,
  deployedRoutes?: readonly string[],
): Explained {
  const plan = toCachePlan(config, { deployedRoutes })
  const shape = toEventShape(plan)
  return {
    target: { config, deployedRoutes, runtime },
    routes: deployedRoutes ?? (config.routes && Object.keys(config.routes)),
    authorizer: describePlan(plan, config),
    tree: toPluginTree(config.plugins),
    shape,
    tokenHeader: plan.header,
  }
}

/** What a record says of a configuration's authorizer. */
export function describePlan(
  plan: ReturnType<typeof toCachePlan>,
  { plugins }: Pick<AuthchainConfig, 'plugins'>,
): RecordedAuthorizer {
  return {
    title: eventShapes[toEventShape(plan)].title,
    identitySources: plan.identitySources,
    ttlSeconds: plan.ttlSeconds,
    plugins: plugins.map(({ name }) => name),
  }
}

/** A hand-written handler, set up as the flags say. */
export function explainHandler(
  handler: AuthorizerFunction,
  authorizer: GatewayAuthorizer,
): Explained {
  const { type, identitySources, ttlSeconds } = authorizer
  const shape = type === 'TOKEN' ? 'rest-token' : 'rest-request'
  return {
    target: { handler, authorizer },
    routes: undefined,
    authorizer: { title: eventShapes[shape].title, identitySources, ttlSeconds, plugins: [] },
    tree: [],
    shape,
    tokenHeader: identitySources[0]?.replace(/^.*\.header\./, '') ?? 'Authorization',
  }
}
