/** A chain for code of one's own. @module */
import { openChain } from '../chain/chain.js'
import type { Chain } from '../chain/chain.js'
import { checkConfig } from '../config/check-config.js'
import type { AuthchainConfig } from '../config/config.js'
import type { Allowed } from '../contract/flow.js'
import type { ResponseContext } from '../contract/identity.js'
import type { AnyPlugin } from '../contract/plugin.js'
import type { RuntimeOptions } from '../contract/runtime.js'
import { createSecrets } from '../secrets/secret.js'
import { completeRuntime } from './runtime.js'

/**
 * Sets a chain up for use without API Gateway: in front of a function URL, in an HTTP server, in a test.
 *
 * @returns The chain. It never rejects: whatever goes wrong with a request is a Deny.
 * @throws {@link ConfigInvalidError} for a config that cannot run; otherwise what a plugin's set-up throws.
 * @example
 * ```ts
 * const chain = await createChain(config)
 * const decision = await chain(context)
 * if (decision.effect === 'Allow') serve(decision.principalId)
 * ```
 */
export async function createChain<const P extends readonly AnyPlugin[], C extends ResponseContext>(
  config: AuthchainConfig<P, C>,
  runtime: RuntimeOptions = {},
): Promise<Chain<Allowed<P>>> {
  checkConfig(config)
  const chain = await openChain(
    config,
    completeRuntime(runtime, createSecrets),
    new AbortController().signal,
  )
  return chain as unknown as Chain<Allowed<P>>
}
