/** What a config declares, in one short text. @module */
import { createHash } from 'node:crypto'
import type { AuthchainConfig } from '../config/config.js'
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin } from '../contract/plugin.js'
import type { RouteRule } from '../contract/rule.js'

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
  const { plugins, context, routes, defaultRule, ...rest } = config
  const facts = JSON.stringify([
    typeof context,
    rest,
    plugins.map(toFacts),
    Object.entries(routes ?? {}).map(([pattern, rule]) => [pattern, toRuleFact(rule)]),
    defaultRule && toRuleFact(defaultRule),
  ])
  return createHash('sha256').update(facts).digest('hex')
}

/** Keys stand in the order in which the config's own code writes them, which is the same everywhere. */
function toFacts(plugin: AnyPlugin): unknown {
  const { shape, ...structure } = findStructure(plugin) ?? {}
  const facts = [shape, plugin.name, plugin.requires]
  return 'members' in structure ? [...facts, structure.members.map(toFacts)] : [...facts, structure]
}

/** A function says nothing of itself: its name is another one in a bundle. */
function toRuleFact(rule: RouteRule<never>): string {
  return typeof rule === 'function' ? 'function' : rule.name
}
