/** Secrets for a bundle: what opens a reference comes with the reference. @module */
import type { PluginRuntime } from '../contract/runtime.js'
import { ConfigInvalidError } from '../errors.js'
import { findBinding } from './secret-ref.js'
import type { SecretsOptions } from './secrets-options.js'

/**
 * Like `createSecrets`, without its code: a bundle whose config names no secret holds none of it.
 *
 * @returns `open`, which throws {@link ConfigInvalidError} AC1001 for what no factory of a store made.
 */
export function secretsOfReferences(options: SecretsOptions): PluginRuntime['secrets'] {
  let secrets: PluginRuntime['secrets'] | undefined
  return {
    open(ref) {
      secrets ??= findBinding(ref)?.createSecrets?.(options)
      if (secrets !== undefined) return secrets.open(ref)
      throw new ConfigInvalidError('AC1001', 'plugins.config: use env(), ssm() or literal()')
    },
  }
}
