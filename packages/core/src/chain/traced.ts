/** Telling a tracer what each plugin answered. @module */
import type { Pass, Abstain, Skip } from '../contract/outcome.js'
import type { OpenedPlugin } from '../contract/plugin.js'
import type { Clock, Tracer } from '../contract/runtime.js'
import { toDenial } from './denial.js'
import { growthsOf } from './growth.js'

/**
 * The same plugin, reported. Without a tracer it is the plugin itself, so that nobody else pays for it.
 * Events are `plugin`; see {@link Tracer}.
 */
export function traced(
  plugin: string,
  opened: OpenedPlugin,
  runtime: { readonly tracer?: Tracer | undefined; readonly clock: Clock },
): OpenedPlugin {
  const { tracer, clock } = runtime
  if (tracer === undefined) return opened
  return async (context, identity, call) => {
    const startedAt = clock.monotonicMilliseconds()
    const report = (fields: Readonly<Record<string, unknown>>): void => {
      const milliseconds = clock.monotonicMilliseconds() - startedAt
      const { requestId } = context
      tell(tracer, 'plugin', { context, requestId, plugin, milliseconds, ...fields })
    }
    try {
      const outcome = await opened(context, identity, call)
      report(toFields(outcome))
      return outcome
    } catch (error) {
      const { kind, code, cause } = toDenial(error, plugin)
      report({ outcome: kind, code, cause })
      throw error
    }
  }
}

/** A tracer can change nothing, not even by throwing. */
export function tell(
  tracer: Tracer | undefined,
  name: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  try {
    tracer?.event(name, fields)
  } catch {
    // Deliberately nothing: a tool's fault is not the caller's.
  }
}

function toFields(outcome: Pass | Abstain | Skip): Readonly<Record<string, unknown>> {
  const { kind } = outcome
  if (kind === 'pass') return { outcome: kind, patch: growthsOf(outcome)[0]?.patch }
  return kind === 'abstain' ? { outcome: kind, reason: outcome.reason } : { outcome: kind }
}
