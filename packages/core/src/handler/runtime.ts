/** What plugins run on, with a default for every part. @module */
import type { ChainRuntime } from '../chain/open-plugin.js'
import type { Clock, Metrics, PluginRuntime, RuntimeOptions } from '../contract/runtime.js'
import type { SecretsOptions } from '../secrets/secrets-options.js'
import { sendHttpRequest } from './http-client.js'
import { createJsonLogger } from './json-logger.js'

/** A runtime with every part present. */
export interface FullRuntime extends ChainRuntime {
  readonly metrics: Metrics | undefined
}

const systemClock: Clock = {
  nowMilliseconds: () => Date.now(),
  monotonicMilliseconds: () => performance.now(),
}

/** Fills in what the caller left out. */
export function completeRuntime(
  options: RuntimeOptions,
  createSecrets: (options: SecretsOptions) => PluginRuntime['secrets'],
): FullRuntime {
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? createJsonLogger()
  return Object.freeze({
    clock,
    logger,
    http: options.http ?? sendHttpRequest,
    metrics: options.metrics,
    tracer: options.tracer,
    secrets: createSecrets({ stores: options.secretStores ?? [], clock, logger }),
  })
}
