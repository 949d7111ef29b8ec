/** A plugin for some requests. @module */
import type { Condition } from '../contract/condition.js'
import { skip } from '../contract/outcome.js'
import type { AnyPlugin, NeedsOf, Plugin, ProvidesOf } from '../contract/plugin.js'
import { ConfigInvalidError } from '../errors.js'
import { DeclaredContext, toDeclaredInputs } from './declared-context.js'
import { toDenial } from './denial.js'
import { maybe } from './maybe.js'
import { checkMembers } from './members.js'

/**
 * Asks a plugin only about requests that meet a condition; about others it takes no part. An input that
 * the event cannot supply is a failure, never a condition that is not met.
 *
 * A chain with a condition over method or path depends on the route, so its answers cannot be cached.
 *
 * @throws {@link ConfigInvalidError} AC1001 for what is not a condition, AC1005 for what is not a plugin.
 * @example
 * ```ts
 * plugins: [jwt(options), when(method('DELETE'), requireClaim('amr', 'mfa'))]
 * ```
 */
export function when<P extends AnyPlugin>(
  condition: Condition,
  plugin: P,
): Plugin<Partial<ProvidesOf<P>>, NeedsOf<P>> {
  if ((condition as Partial<Condition> | undefined)?.kind !== 'condition') {
    throw new ConfigInvalidError(
      'AC1001',
      "plugins.config: when: expected a condition first: when(method('DELETE'), …)",
    )
  }
  checkMembers('when', [plugin], 1)
  const declared = toDeclaredInputs({ inputs: condition.reads })
  return maybe('when', plugin, condition.reads, (opened) => (context, identity, call) => {
    try {
      const isMet: unknown = condition.test(new DeclaredContext(context, declared))
      if (isMet === false) return skip()
      if (isMet !== true) throw new TypeError('A condition answers true or false')
    } catch (error) {
      throw toDenial(error, plugin.name)
    }
    return opened(context, identity, call)
  })
}
