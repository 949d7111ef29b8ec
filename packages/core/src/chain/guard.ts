/** What stands between a plugin and the chain. @module */
import type { Awaitable } from '../contract/awaitable.js'
import type { AuthContext } from '../contract/context.js'
import type { IdentityBase, IdentityPatch } from '../contract/identity.js'
import { isOutcome } from '../contract/outcome.js'
import type { Abstain, Pass, Skip } from '../contract/outcome.js'
import type { AnyPlugin, Call, OpenedPlugin, PrincipalMode } from '../contract/plugin.js'
import { failure, toCodePrefix } from '../errors.js'
import { DeclaredContext, toDeclaredInputs } from './declared-context.js'
import { Denial, toDenial } from './denial.js'
import { freezeDeep } from './freeze-deep.js'
import { passWith } from './growth.js'
import { Run } from './run.js'

/**
 * Makes a plugin's own function safe to ask: it sees what it declared, only real outcomes come back, and
 * whatever it throws comes out as a {@link Denial} with its name.
 */
export function guard(
  plugin: AnyPlugin,
  principal: PrincipalMode,
  validate: OpenedPlugin,
): OpenedPlugin {
  const declared = toDeclaredInputs(plugin.requires)

  function settle(view: DeclaredContext, outcome: unknown): Pass | Abstain {
    const violation = DeclaredContext.violationOf(view)
    if (violation !== undefined) throw toDenial(violation, plugin.name)
    if (!isOutcome(outcome) || outcome.kind === 'skip') throw noOutcome(plugin.name)
    if (outcome.kind === 'abstain') return outcome
    return passWith([{ plugin: plugin.name, principal, patch: frozen(outcome.patch) }])
  }

  function deny(view: DeclaredContext, thrown: unknown): Denial {
    const denial = toDenial(DeclaredContext.violationOf(view) ?? thrown, plugin.name)
    // The run does not know whose time it was that ran out.
    return denial.plugin === undefined
      ? new Denial(denial.kind, denial.code, plugin.name, { cause: denial.cause })
      : denial
  }

  return (
    context: AuthContext,
    identity: IdentityBase,
    call: Call,
  ): Awaitable<Pass | Abstain | Skip> => {
    const view = new DeclaredContext(context, declared)
    try {
      const outcome: unknown = validate(view, identity, call)
      if (!isThenable(outcome)) return settle(view, outcome)
      return Run.race(call, outcome).then(
        (late) => settle(view, late),
        (thrown: unknown) => {
          throw deny(view, thrown)
        },
      )
    } catch (thrown) {
      throw deny(view, thrown)
    }
  }
}

/** What is no promise is not awaited: most plugins answer at once. */
export function isThenable<T>(value: Awaitable<T>): value is PromiseLike<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}

function noOutcome(plugin: string): Denial {
  const code = `${toCodePrefix(plugin)}.no_outcome` as const
  const cause = failure(code, { details: { plugin } })
  return new Denial('failure', code, plugin, { cause })
}

function frozen(patch: IdentityPatch): IdentityPatch {
  freezeDeep(patch.claims)
  freezeDeep(patch.provides)
  return patch
}
