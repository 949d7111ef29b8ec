/** Rules over the identity alone. @module */
import { forbidden, unauthenticated } from '../errors.js'
import type { DenialCode } from '../errors.js'
import type { IdentityBase } from './identity.js'
import { pass } from './outcome.js'
import { createPlugin } from './plugin.js'
import type { AnyPlugin, Plugin } from './plugin.js'

/**
 * A plugin that reads only the identity, so that it can stand in `plugins` and, as a rule, in a route
 * table. As a plugin it denies 403 what it does not allow, and 401 while nobody is known at all.
 */
export interface IdentityRule extends Plugin {
  readonly rule: true
  /** What it asks, as far as that can be said without asking it. */
  readonly facts: RuleFacts
  allows(identity: IdentityBase): boolean
}

/** Who may call a route: a rule, or a function of the identity alone (never of the request). */
export type RouteRule<I extends object = IdentityBase> = IdentityRule | ((identity: I) => boolean)

/**
 * What a rule asks. An atom is one question with a yes or no, the same wherever the same key stands; a
 * rule that cannot say what it asks is an atom with a key of its own. `all` of none always allows, `any` of
 * none never does. More yeses never turn an Allow into a Deny.
 */
export type RuleFacts =
  | { readonly kind: 'atom'; readonly key: string | symbol }
  | { readonly kind: 'all' | 'any'; readonly of: readonly RuleFacts[] }

/**
 * Makes a rule of a question.
 *
 * @param code - What a caller who is known is denied with.
 * @param facts - What it asks; left out, nothing is known of it.
 */
export function createRule(
  name: string,
  code: DenialCode,
  allows: (identity: IdentityBase) => boolean,
  facts: RuleFacts = { kind: 'atom', key: Symbol(name) },
): IdentityRule {
  const setup: AnyPlugin['setup'] = () => (_context, identity) => {
    if (allows(identity) === true) return pass()
    if (identity.principalId === undefined) throw unauthenticated('chain.no_principal')
    throw forbidden(code)
  }
  return createPlugin<IdentityRule>(
    { name, requires: Object.freeze({ credentials: [], inputs: [] }), setup },
    { shape: 'leaf', principal: 'ignore', needs: [] },
    { rule: true, facts, allows },
  )
}

/** Tells a rule from a plugin that reads the request. */
export function isIdentityRule(plugin: AnyPlugin): plugin is IdentityRule {
  return (plugin as Partial<IdentityRule>).rule === true
}
