/** The handler of a bundle that `authchain build` made. @module */
import type { AuthchainConfig } from '../config/config.js'
import type { RuntimeOptions } from '../contract/runtime.js'
import { ConfigInvalidError } from '../errors.js'
import { toFingerprint } from '../manifest/fingerprint.js'
import { secretsOfReferences } from '../secrets/secrets-of-references.js'
import { answerEvents } from './answer-events.js'
import type { AuthorizerHandler, Deployment } from './answer-events.js'
import { completeRuntime } from './runtime.js'

/** What the build knows. */
export interface Built extends Deployment {
  /** Of the config as it was checked: {@link toFingerprint}. */
  readonly fingerprint: string
}

/**
 * Makes the handler of a config that the build has checked. Its checks are not in the bundle; instead the
 * facts that they read must be the ones that were checked, or the function does not start.
 *
 * @throws {@link ConfigInvalidError} AC1011 when the config, evaluated here, declares other facts than it did
 *   where it was built: an environment variable that it reads has another value.
 */
export function createBuiltHandler(
  config: AuthchainConfig,
  { fingerprint, ...deployment }: Built,
  options: Pick<RuntimeOptions, 'tracer'> = {},
): AuthorizerHandler {
  if (toFingerprint(config) !== fingerprint) {
    throw new ConfigInvalidError(
      'AC1011',
      'plugins.config: config.drift: other facts than when it was built',
    )
  }
  return answerEvents(config, deployment, completeRuntime(options, secretsOfReferences))
}
