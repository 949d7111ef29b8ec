/** A credential that may be absent. @module */
import { skip } from '../contract/outcome.js'
import type { AnyPlugin, NeedsOf, Plugin, ProvidesOf } from '../contract/plugin.js'
import { isThenable } from './guard.js'
import { maybe } from './maybe.js'
import { checkMembers } from './members.js'

/**
 * Lets a plugin take no part when the request carries no credential of its kind. A bad credential is still
 * denied, and a chain still needs a principal from somewhere.
 *
 * @throws {@link ConfigInvalidError} AC1005 for what is not a plugin.
 * @example The user behind an application's key, when there is one
 * ```ts
 * plugins: [apiKey({ keys }), optional(jwt(options, { principal: 'ignore' }))]
 * ```
 */
export function optional<P extends AnyPlugin>(
  plugin: P,
): Plugin<Partial<ProvidesOf<P>>, NeedsOf<P>> {
  checkMembers('optional', [plugin], 1)
  return maybe('optional', plugin, [], (opened) => async (context, identity, call) => {
    const answer = opened(context, identity, call)
    const outcome = isThenable(answer) ? await answer : answer
    return outcome.kind === 'abstain' ? skip() : outcome
  })
}
