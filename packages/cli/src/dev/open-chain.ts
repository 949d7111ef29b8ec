/** A configuration, ready to answer. @module */
import { createHandler } from '@authchain/core'
import type { AuthorizerHandler, RuntimeOptions } from '@authchain/core'
import { toCachePlan, toDenialResponses } from '@authchain/core/manifest'
import type { CachePlan, ManifestResponses } from '@authchain/core/manifest'
import { loadConfig } from '../config/load-config.js'
import type { LoadOptions } from '../config/load-config.js'

/** A handler and what API Gateway is told about it. */
export interface OpenedChain {
  readonly handler: AuthorizerHandler
  readonly cachePlan: CachePlan
  /** How a REST API answers denials. */
  readonly responses: ManifestResponses | null
  /** Names of the plugins, in order. */
  readonly plugins: readonly string[]
}

/**
 * Loads a configuration and makes its handler. Nothing is set up yet: call `warmUp`.
 *
 * @param path - Absolute.
 * @throws {@link ToolError} or `ConfigInvalidError`, as `loadConfig` does.
 */
export async function openChain(
  path: string,
  runtime: RuntimeOptions,
  options: LoadOptions = {},
): Promise<OpenedChain> {
  const { config } = await loadConfig(path, options)
  return {
    handler: createHandler(config, runtime),
    cachePlan: toCachePlan(config),
    responses: toDenialResponses(config),
    plugins: config.plugins.map(({ name }) => name),
  }
}
