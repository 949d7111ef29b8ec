/** What plugins run on, with a default for every part. @module */
import type { ChainRuntime } from '../chain/open-plugin.js'
import type { Clock, PluginRuntime, RuntimeOptions } from '../contract/runtime.js'
import type { SecretsOptions } from '../secrets/secrets-options.js'
import { findEmfMeter } from './emf-meter.js'
import type { DecisionMeter } from './emf-meter.js'
import { sendHttpRequest } from './http-client.js'
import { createLambdaLogger } from './lambda-logger.js'

/** A runtime with every part present. */
export interface FullRuntime extends ChainRuntime {
  readonly meter: DecisionMeter | undefined
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
  const logger = options.logger ?? createLambdaLogger()
  return Object.freeze({
    clock,
    logger,
    http: options.http ?? sendHttpRequest,
    meter: findEmfMeter(process.env),
    tracer: options.tracer,
    secrets: createSecrets({ stores: options.secretStores ?? [], clock, logger }),
  })
}
