/** A runtime for code that uses a plugin's parts without a chain. @module */
import type { PluginRuntime, RuntimeOptions } from '../contract/runtime.js'
import { createSecrets } from '../secrets/secret.js'
import { completeRuntime } from './runtime.js'

/**
 * Makes the runtime that `createChain` and `createHandler` give to plugins: the system's clock, a JSON log on
 * standard output, an HTTP client and the secret stores, each unless `options` has another.
 *
 * @example
 * ```ts
 * const validate = await jwt(options).setup(createRuntime(), new AbortController().signal)
 * ```
 */
export function createRuntime(options: RuntimeOptions = {}): PluginRuntime {
  return completeRuntime(options, createSecrets)
}
