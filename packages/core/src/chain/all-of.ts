/** All of several plugins. @module */
import type { LeftoverNeeds, CheckOrder, SumProvides } from '../contract/flow.js'
import { createPlugin } from '../contract/plugin.js'
import type { AnyPlugin, Plugin } from '../contract/plugin.js'
import { mergeSequence } from '../contract/requirements.js'
import { checkMembers, toMembersName } from './members.js'
import { passWith } from './growth.js'
import { openAll } from './open-plugin.js'
import { createRule, isIdentityRule } from '../contract/rule.js'
import type { IdentityRule } from '../contract/rule.js'
import { runSequence } from './sequence.js'

/**
 * Asks plugins in order; all must be content. Each sees what the earlier ones added.
 *
 * | a member answers      | `allOf` does                                     |
 * | --------------------- | ------------------------------------------------ |
 * | `pass(patch)`         | goes on; the patch counts when all have passed    |
 * | `abstain(reason)`     | abstains as a whole; earlier patches are dropped  |
 * | takes no part         | goes on                                           |
 * | throws                | throws the same, stops                            |
 *
 * Of rules alone it is a rule: all of them must allow.
 *
 * @param plugins - Two or more.
 * @throws {@link ConfigInvalidError} AC1001 for fewer than two, AC1005 for what is not a plugin.
 * @example An app's key and its user's token, together
 * ```ts
 * anyOf(allOf(apiKey({ keys }), jwt(options, { principal: 'replace' })), anonymous())
 * ```
 */
export function allOf(
  ...rules: readonly [IdentityRule, IdentityRule, ...IdentityRule[]]
): IdentityRule
export function allOf<const P extends readonly [AnyPlugin, AnyPlugin, ...AnyPlugin[]]>(
  ...plugins: P & CheckOrder<P>
): Plugin<SumProvides<P>, LeftoverNeeds<P>>
export function allOf(...plugins: readonly AnyPlugin[]): AnyPlugin {
  checkMembers('allOf', plugins)
  if (plugins.every(isIdentityRule)) {
    const name = toMembersName('allOf', plugins)
    return createRule(
      name,
      'all_of.not_allowed',
      (identity) => plugins.every((rule) => rule.allows(identity) === true),
      { kind: 'all', of: plugins.map(({ facts }) => facts) },
    )
  }
  return createPlugin(
    {
      name: toMembersName('allOf', plugins),
      requires: mergeSequence(plugins),
      async setup(runtime, signal) {
        const opened = await openAll(plugins, runtime, signal)
        return async (context, identity, call) => {
          const result = await runSequence(opened, context, identity, call)
          return 'kind' in result ? result : passWith(result)
        }
      },
    },
    { shape: 'all', members: plugins },
  )
}
