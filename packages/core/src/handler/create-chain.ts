/** A chain for code of one's own. @module */
import { openChain } from '../chain/chain.js'
import { requestScope, stageScope } from '../chain/plain-scope.js'
import type { Chain } from '../chain/chain.js'
import { tell } from '../chain/traced.js'
import { toAuthorizerShape } from '../config/authorizer-settings.js'
import { checkConfig } from '../config/check-config.js'
import type { AuthchainConfig } from '../config/config.js'
import type { ToScope } from '../contract/decision.js'
import type { Allowed } from '../contract/flow.js'
import type { ResponseContext } from '../contract/identity.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { dependsOnRoute, mergeSequence } from '../contract/requirements.js'
import type { RuntimeOptions } from '../contract/runtime.js'
import type { PlannableConfig } from '../manifest/cache-plan.js'
import { compileTable } from '../manifest/route-plan.js'
import { toRouteScope } from '../routes/route-scope.js'
import { createSecrets } from '../secrets/secret.js'
import { completeRuntime } from './runtime.js'
import type { FullRuntime } from './runtime.js'

/**
 * Sets a chain up for use without API Gateway: in front of a function URL, in an HTTP server, in a test.
 *
 * Its requests come from {@link toAuthContext}. It logs and counts no decisions, which are the caller's to
 * log; the tracer hears of them. A route table decides the request's own route: a caller who may not call
 * it is denied `routes.denied`.
 *
 * @returns The chain. It never rejects: whatever goes wrong with a request is a Deny.
 * @throws {@link ConfigInvalidError} for a config that cannot run; otherwise what a plugin's set-up throws.
 * @example
 * ```ts
 * const chain = await createChain(config)
 * const decision = await chain(toAuthContext({ headers: request.headersDistinct }))
 * if (decision.effect === 'Allow') serve(decision.principalId)
 * ```
 */
export async function createChain<const P extends readonly AnyPlugin[], C extends ResponseContext>(
  config: AuthchainConfig<P, C>,
  options: RuntimeOptions = {},
): Promise<Chain<Allowed<P>>> {
  checkConfig(config)
  const runtime = completeRuntime(options, createSecrets)
  const { signal } = new AbortController()
  const chain = await openChain(config, toOwnScope(config as PlannableConfig), runtime, signal)
  return traced(chain, runtime) as unknown as Chain<Allowed<P>>
}

/** Nothing of the answer is kept for other requests, so a route table decides the one that asks. */
function toOwnScope(config: PlannableConfig): ToScope {
  const { authorizer, plugins } = config
  if (config.routes === undefined) {
    return dependsOnRoute(mergeSequence(plugins)) ? requestScope : stageScope
  }
  const api = toAuthorizerShape(authorizer).api === 'http' ? 'http' : 'rest'
  const facts = { api, deployed: 'unknown', policies: false, perRoute: true } as const
  return toRouteScope(compileTable(config, facts), 'request')
}

function traced(chain: Chain, { tracer, clock }: FullRuntime): Chain {
  if (tracer === undefined) return chain
  return async (context, options) => {
    const startedAt = clock.monotonicMilliseconds()
    const decision = await chain(context, options)
    const milliseconds = clock.monotonicMilliseconds() - startedAt
    tell(tracer, 'decision', { context, requestId: context.requestId, decision, milliseconds })
    return decision
  }
}
