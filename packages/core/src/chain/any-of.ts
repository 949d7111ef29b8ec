/** The first of several plugins that is responsible. @module */
import type { AnyProvides, SumNeeds } from '../contract/flow.js'
import { abstain } from '../contract/outcome.js'
import { createPlugin } from '../contract/plugin.js'
import type { AnyPlugin, Plugin, ProvidesOf } from '../contract/plugin.js'
import { mergeAlternatives } from '../contract/requirements.js'
import { isThenable } from './guard.js'
import { checkMembers, toMembersName } from './members.js'
import { openAll } from './open-plugin.js'
import { createRule, isIdentityRule } from '../contract/rule.js'
import type { IdentityRule } from '../contract/rule.js'

/**
 * Asks plugins in order; the first that finds its own kind of credential decides.
 *
 * | a member answers      | `anyOf` does                           |
 * | --------------------- | -------------------------------------- |
 * | `pass(patch)`         | passes with that patch, stops          |
 * | `abstain(reason)`     | asks the next                          |
 * | takes no part         | asks the next                          |
 * | throws                | throws the same, stops                 |
 * | (none was responsible) | abstains                               |
 *
 * A bad credential never falls through to a weaker one: a forged token beside a good API key is denied.
 * Of rules alone it is a rule: one of them must allow.
 *
 * @param plugins - Two or more, the cheapest first.
 * @throws {@link ConfigInvalidError} AC1001 for fewer than two, AC1005 for what is not a plugin.
 * @example Tokens for people, keys for machines, both in `Authorization`
 * ```ts
 * anyOf(apiKey({ keys, from: 'bearer' }), jwt({ issuer, audience }))
 * ```
 */
export function anyOf(
  ...rules: readonly [IdentityRule, IdentityRule, ...IdentityRule[]]
): IdentityRule
export function anyOf<const P extends readonly [AnyPlugin, AnyPlugin, ...AnyPlugin[]]>(
  ...plugins: P
): Plugin<AnyProvides<ProvidesOf<P[number]>>, SumNeeds<P>>
export function anyOf(...plugins: readonly AnyPlugin[]): AnyPlugin {
  checkMembers('anyOf', plugins)
  if (plugins.every(isIdentityRule)) {
    const name = toMembersName('anyOf', plugins)
    return createRule(
      name,
      'any_of.not_allowed',
      (identity) => plugins.some((rule) => rule.allows(identity) === true),
      { kind: 'any', of: plugins.map(({ facts }) => facts) },
    )
  }
  return createPlugin(
    {
      name: toMembersName('anyOf', plugins),
      requires: mergeAlternatives(plugins),
      async setup(runtime, signal) {
        const opened = await openAll(plugins, runtime, signal)
        return async (context, identity, call) => {
          for (const plugin of opened) {
            const answer = plugin(context, identity, call)
            const outcome = isThenable(answer) ? await answer : answer
            if (outcome.kind === 'pass') return outcome
          }
          return abstain('no member found a credential of its kind')
        }
      },
    },
    { shape: 'any', members: plugins },
  )
}
