/** Asking plugins one after the other. @module */
import type { AuthContext } from '../contract/context.js'
import type { IdentityBase } from '../contract/identity.js'
import type { Abstain } from '../contract/outcome.js'
import type { Call, OpenedPlugin } from '../contract/plugin.js'
import { Denial } from './denial.js'
import { growAll, growthsOf } from './growth.js'
import type { Growth } from './growth.js'
import { isThenable } from './guard.js'

/** Either all were content, with what they added, or one had no credential. */
export type SequenceResult = readonly Growth[] | Abstain

/**
 * Asks in order; each sees what the earlier ones added. The first that abstains ends it and nothing of the
 * earlier ones remains; one that takes no part is passed over.
 *
 * @param onGrown - Is told of the identity after each plugin that added to it.
 * @throws what a plugin throws, forbidden `chain.principal_conflict`, and a failure when the time is up.
 */
export async function runSequence(
  opened: readonly OpenedPlugin[],
  context: AuthContext,
  start: IdentityBase,
  call: Call,
  onGrown?: (identity: IdentityBase) => void,
): Promise<SequenceResult> {
  let identity = start
  const growths: Growth[] = []
  for (const plugin of opened) {
    if (call.remainingMilliseconds() === 0) throw new Denial('failure', 'chain.deadline', undefined)
    const answer = plugin(context, identity, call)
    const outcome = isThenable(answer) ? await answer : answer
    if (outcome.kind === 'abstain') return outcome
    if (outcome.kind === 'skip') continue
    const added = growthsOf(outcome)
    identity = growAll(identity, added)
    growths.push(...added)
    onGrown?.(identity)
  }
  return growths
}
