/** The Lambda function that API Gateway asks. @module */
import { selectAdapter } from '../adapters/adapters.js'
import { checkConfig } from '../config/check-config.js'
import type { AuthchainConfig } from '../config/config.js'
import type { ResponseContext } from '../contract/identity.js'
import type { AnyPlugin } from '../contract/plugin.js'
import type { Metrics, RuntimeOptions } from '../contract/runtime.js'
import { planAuthorizer } from '../manifest/cache-plan.js'
import type { PlannableConfig, PlanOptions } from '../manifest/cache-plan.js'
import { createSecrets } from '../secrets/secret.js'
import { answerEvents } from './answer-events.js'
import type { AuthorizerHandler } from './answer-events.js'
import type { DecisionMeter } from './emf-meter.js'
import { completeRuntime } from './runtime.js'
import { toScopeOf } from './to-scope-of.js'

/** What `createHandler` takes besides the config. */
export type HandlerOptions = RuntimeOptions & PlanOptions

/**
 * Makes the Lambda handler of a config. The config is checked now, so that a function that cannot work does
 * not start; plugins are set up by `warmUp()` or by the first event.
 *
 * | decision        | REST API                                         | HTTP API, WebSocket API             |
 * | --------------- | ------------------------------------------------ | ----------------------------------- |
 * | Allow           | Allow policy with the response context           | the same, or `isAuthorized: true`   |
 * | unauthenticated | throws `Unauthorized` → 401 (`onUnauthenticated`) | Deny, or `isAuthorized: false` → 403 |
 * | forbidden       | Deny policy → 403                                | Deny, or `isAuthorized: false` → 403 |
 * | failure         | throws `Authorizer failure` → 500                | the same                            |
 *
 * @throws {@link ConfigInvalidError} AC1001 to AC1017 for a config that cannot run.
 * @example
 * ```ts
 * export const handler = createHandler(config)
 * await handler.warmUp()
 * ```
 */
export function createHandler<
  P extends readonly AnyPlugin[],
  C extends ResponseContext = ResponseContext,
>(config: AuthchainConfig<P, C>, options: HandlerOptions = {}): AuthorizerHandler {
  checkConfig(config)
  const runtime = completeRuntime(options, createSecrets)
  const { metrics } = options
  const metered = metrics === undefined ? runtime : { ...runtime, meter: toMeter(metrics) }
  const plan = planAuthorizer(config as PlannableConfig, options)
  const deployment = { adapter: selectAdapter(plan.cachePlan), toScope: toScopeOf(plan) }
  return answerEvents(config, deployment, metered)
}

function toMeter(metrics: Metrics): DecisionMeter {
  return (dimensions, milliseconds) => {
    metrics.count('Decision', dimensions)
    metrics.duration?.('DecisionDuration', dimensions, milliseconds)
  }
}
