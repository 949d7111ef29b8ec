/** What a config was told by its environment while it was built, and whether it still is. @module */
import { createHash } from 'node:crypto'
import { ConfigInvalidError } from '../errors.js'

/** Variable to a short hash of its value; null for one that was not set. */
export type EnvironmentFacts = Readonly<Record<string, string | null>>

/** A variable and its value; null: not set. */
export interface ReadVariable {
  readonly name: string
  readonly value: string | null
}

/** Enough to notice a mistake; values in the environment are no secrets. */
const digits = 16

/**
 * Takes down what {@link checkEnvironment} compares.
 *
 * @example
 * ```ts
 * toEnvironmentFacts([{ name: 'STAGE', value: null }]) // { STAGE: null }
 * ```
 */
export function toEnvironmentFacts(variables: readonly ReadVariable[]): EnvironmentFacts {
  return Object.fromEntries(variables.map(({ name, value }) => [name, toHash(value)]))
}

/**
 * Compares the variables that a config read where it was built with those that it finds here. A value that
 * is used inside a function is seen by no other check.
 *
 * @throws {@link ConfigInvalidError} AC1011, naming the variables and no value.
 */
export function checkEnvironment(facts: EnvironmentFacts): void {
  const drifted = Object.entries(facts)
    .filter(([name, hash]) => toHash(process.env[name] ?? null) !== hash)
    .map(([name]) => name)
  if (drifted.length === 0) return
  throw new ConfigInvalidError(
    'AC1011',
    `plugins.config: config.drift: built with another value of ${drifted.join(', ')}. ` +
      'Set what the manifest says, or build with --env-file for this stage',
  )
}

function toHash(value: string | null): string | null {
  return value && createHash('sha256').update(value).digest('hex').slice(0, digits)
}
