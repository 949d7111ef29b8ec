/** What `dev` serves: a configuration or a hand-written handler, ready to answer. @module */
import { createHandler } from '@authchain/core'
import type { AuthchainConfig, RuntimeOptions } from '@authchain/core'
import { toCachePlan, toDenialResponses } from '@authchain/core/manifest'
import type { CachePlan } from '@authchain/core/manifest'
import type { GatewayAuthorizer, GatewayTarget } from '@authchain/gateway'
import { dirname } from 'node:path'
import { findDeployedRoutes } from '../config/deployed-routes.js'
import { loadConfig } from '../config/load-config.js'
import type { LoadOptions } from '../config/load-config.js'
import { describePlan, explainHandler } from '../explain/explained.js'
import { loadHandler } from '../explain/load-handler.js'
import { toPluginTree } from '../explain/plugin-tree.js'
import type { InspectedChain } from '../inspector/replay.js'
import type { LocalRuntime } from '../local/local-runtime.js'

/** An authorizer, and what API Gateway is told about it. */
export interface OpenedChain extends InspectedChain {
  /** undefined of a hand-written handler. */
  readonly cachePlan: CachePlan | undefined
  /** How it stands on the API. */
  readonly settings: GatewayAuthorizer
  /** Names of the plugins, in order; none of a hand-written handler. */
  readonly plugins: readonly string[]
  /** Sets a chain up ahead of the first request; never rejects. */
  warmUp(): Promise<void>
}

/** Opens it, again after each save. */
export type OpenChain = (options: LoadOptions) => Promise<OpenedChain>

/**
 * Loads a configuration and makes its handler. Nothing is set up yet: call `warmUp`.
 *
 * @param path - Absolute.
 * @throws {@link ToolError} or `ConfigInvalidError`, as `loadConfig` does; AC3009 for a test issuer that has
 * nobody to stand in for.
 */
export async function openConfig(
  path: string,
  runtime: RuntimeOptions,
  local: LocalRuntime,
  options: LoadOptions = {},
): Promise<OpenedChain> {
  const { config } = await loadConfig(path, options)
  const deployedRoutes = await findDeployedRoutes(config, dirname(path))
  const parts = local.partsFor(config)
  const handler = createHandler(config, { ...runtime, ...parts, deployedRoutes })
  const cachePlan = toCachePlan(config, { deployedRoutes })
  const routes = deployedRoutes ?? (config.routes && Object.keys(config.routes))
  const responses = toDenialResponses(config)
  return {
    ...toInspected(config, cachePlan),
    cachePlan,
    settings: cachePlan,
    plugins: config.plugins.map(({ name }) => name),
    local: parts,
    deployedRoutes,
    routes,
    target: { handler, authorizer: cachePlan, tableRoutes: routes, responses },
    warmUp: async () => handler.warmUp(),
  }
}

/**
 * Loads a hand-written handler.
 *
 * @param path - Absolute.
 * @throws {@link ToolError} AC3010
 */
export async function openHandler(
  path: string,
  settings: GatewayAuthorizer,
  options: LoadOptions = {},
): Promise<OpenedChain> {
  const handler = await loadHandler(path, options)
  const { authorizer, tree } = explainHandler(handler, settings)
  const target: GatewayTarget = { handler, authorizer: settings }
  return {
    config: undefined,
    cachePlan: undefined,
    settings,
    plugins: [],
    authorizer,
    tree,
    local: {},
    deployedRoutes: undefined,
    routes: undefined,
    target,
    warmUp: async () => {},
  }
}

function toInspected(
  config: AuthchainConfig,
  plan: CachePlan,
): Pick<InspectedChain, 'config' | 'authorizer' | 'tree'> {
  return {
    config,
    authorizer: describePlan(plan, config),
    tree: toPluginTree(config.plugins),
  }
}
