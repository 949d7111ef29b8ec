/** What a config declares, in one short text. @module */
import { createHash } from 'node:crypto'
import type { AuthchainConfig } from '../config/config.js'
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin } from '../contract/plugin.js'

/**
 * The SHA-256, in hex, of every fact that the checks of a config read: its keys and scalars, and of each
 * plugin its name, place, standing, needs and requirements. Two configs with one fingerprint pass and fail
 * the same checks.
 *
 * @example
 * ```ts
 * toFingerprint(config) === toFingerprint(sameConfigOnAnotherMachine) // true
 * ```
 */
export function toFingerprint(config: AuthchainConfig): string {
  const { plugins, context, ...rest } = config
  const facts = [typeof context, sorted(rest), plugins.map(toFacts)]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

function toFacts(plugin: AnyPlugin): unknown {
  const structure = findStructure(plugin)
  if (structure === undefined) return null
  if (structure.shape !== 'leaf') {
    return [structure.shape, plugin.name, sorted(plugin.requires), structure.members.map(toFacts)]
  }
  return [plugin.name, structure.principal, structure.needs, sorted(plugin.requires)]
}

/** The same for equal values, whatever the order in which keys were written. Functions have no place here. */
function sorted(value: unknown): unknown {
  if (typeof value === 'function') return 'function'
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)])
}
