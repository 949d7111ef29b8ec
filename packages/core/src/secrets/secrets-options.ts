/** @module */
import type { Clock, Logger } from '../contract/runtime.js'
import type { SecretStore } from '../contract/secret-store.js'

/** What `createSecrets` works with. */
export interface SecretsOptions {
  /** Each takes the place of the store that references of its name bring themselves. */
  readonly stores?: readonly SecretStore[]
  readonly clock: Clock
  readonly logger: Logger
  /** From 0 up to 1, to spread refreshes; default `Math.random`. */
  readonly random?: () => number
}
