/** Names for the values that a secret takes in turn. @module */
import { createHmac, randomBytes } from 'node:crypto'
import type { SecretVersion } from '../contract/secret-store.js'

/** New in every process, so that a version that was logged says nothing about the value. */
const processKey = randomBytes(32)

/**
 * Gives a value its version: equal values have equal versions, for as long as this process runs.
 *
 * @example
 * ```ts
 * toSecretVersion('a').version === toSecretVersion('a').version // true
 * ```
 */
export function toSecretVersion(value: string): SecretVersion {
  const version = createHmac('sha256', processKey).update(value).digest('hex').slice(0, 32)
  return Object.freeze({ value, version })
}
