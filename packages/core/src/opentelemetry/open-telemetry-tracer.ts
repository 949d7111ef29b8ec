/** Decisions as OpenTelemetry spans. @module */
import { SpanStatusCode, context as contexts, trace } from '@opentelemetry/api'
import type { Attributes, Context } from '@opentelemetry/api'
import type { Tracer } from '../contract/runtime.js'

type Fields = Readonly<Record<string, unknown>>

/** A plugin's answer, kept until the decision that it led to. */
interface Step {
  readonly fields: Fields
  readonly endedAt: number
}

/**
 * Makes a tracer that writes one span per decision and one below it per plugin, in order of their answers.
 *
 * | span                      | attributes                                                                          |
 * | ------------------------- | ----------------------------------------------------------------------------------- |
 * | `authchain decision`      | `authchain.effect`; of a denial `authchain.kind`, `authchain.code`, `authchain.plugin` |
 * | `authchain plugin <name>` | `authchain.plugin`, `authchain.outcome`, and `authchain.code` where it threw         |
 *
 * Outcomes are `pass`, `abstain`, `skip` or the kind of the denial. Nothing else is written: no principal, no
 * claim, no text of the request. A failure has the status error; a denied caller has not.
 *
 * Spans are written when the decision stands, with the times at which things began and ended, as children of
 * the span that is active then. Requests that a plugin sends meanwhile are children of that span too. Without
 * an SDK nothing happens. The package is an optional peer and is in a bundle only where this is imported.
 *
 * @example
 * ```ts
 * import { createHandler } from '@authchain/core'
 * import { openTelemetryTracer } from '@authchain/core/opentelemetry'
 *
 * export const handler = createHandler(config, { tracer: openTelemetryTracer() })
 * ```
 */
export function openTelemetryTracer(): Tracer {
  const stepsOf = new WeakMap<object, Step[]>()
  return {
    event(name, fields) {
      const { context } = fields
      const key = typeof context === 'object' ? context : null
      const steps = (key === null ? undefined : stepsOf.get(key)) ?? []
      if (name === 'plugin') {
        steps.push({ fields, endedAt: performance.now() })
        if (key !== null) stepsOf.set(key, steps)
      }
      if (name === 'decision') {
        if (key !== null) stepsOf.delete(key)
        writeSpans(fields, steps)
      }
    },
  }
}

function writeSpans(fields: Fields, steps: readonly Step[]): void {
  // Lambda freezes processes, so the monotonic clock gives the distances and the other one the place.
  const offset = Date.now() - performance.now()
  const endedAt = performance.now()
  const decision = fields['decision'] as Fields
  const attributes = pick(decision, ['effect', 'kind', 'code', 'plugin'])
  writeSpan('authchain decision', attributes, fields, endedAt + offset, (parent) => {
    for (const step of steps) {
      const picked = pick(step.fields, ['plugin', 'outcome', 'code'])
      const name = `authchain plugin ${String(step.fields['plugin'])}`
      writeSpan(name, picked, step.fields, step.endedAt + offset, () => {}, parent)
    }
  })
}

function writeSpan(
  name: string,
  attributes: Attributes,
  { milliseconds }: Fields,
  endTime: number,
  writeChildren: (parent: Context) => void,
  parent: Context = contexts.active(),
): void {
  const startTime = endTime - Number(milliseconds)
  const span = trace.getTracer('@authchain/core').startSpan(name, { attributes, startTime }, parent)
  const isFailure =
    attributes['authchain.kind'] === 'failure' || attributes['authchain.outcome'] === 'failure'
  if (isFailure) span.setStatus({ code: SpanStatusCode.ERROR })
  writeChildren(trace.setSpan(parent, span))
  span.end(endTime)
}

function pick(fields: Fields, names: readonly string[]): Attributes {
  const attributes: Attributes = {}
  for (const name of names) {
    const value = fields[name]
    if (typeof value === 'string') attributes[`authchain.${name}`] = value
  }
  return attributes
}
