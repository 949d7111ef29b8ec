/** A configuration that stands beside the runtime, in the same package. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * Imports `plugins/plugins.config.mjs`. What it and the plugins beside it import as `@authchain/core`,
 * `@authchain/plugins-jwt` and `@authchain/plugins-apikey` is what the runtime itself runs on.
 *
 * @param path - Absolute.
 * @throws ConfigInvalidError AC1001 when it is not there or exports no configuration as its default, and
 *   whatever the module throws.
 * @example
 * ```ts
 * const config = await loadDropInConfig('/var/task/plugins/plugins.config.mjs')
 * ```
 */
export async function loadDropInConfig(path: string): Promise<AuthchainConfig> {
  if (!existsSync(path)) throw invalid('plugins/ has no plugins.config.mjs')
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown }
  const config = module.default
  if (typeof config === 'object' && config !== null) return config as AuthchainConfig
  throw invalid('plugins/plugins.config.mjs has no configuration as its default export')
}

function invalid(message: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', message)
}
