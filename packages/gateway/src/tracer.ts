/** Brings what a chain reports of its plugins to the trace of the request that it serves. @module */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tracer } from '@authchain/core'

/** One event of a chain: `plugin` or `decision`, with core's fields. It holds claims: never log it. */
export interface ChainEvent {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
}

type Sink = (event: ChainEvent) => void

const sinks = new AsyncLocalStorage<Sink>()

/**
 * The tracer that feeds {@link RequestTrace.chain}. A gateway with a `config` uses it by itself; for a built
 * bundle set it before the bundle is imported. Outside a gateway's request it does nothing.
 *
 * @example
 * ```ts
 * Object.assign(globalThis, { [Symbol.for('authchain.tracer')]: gatewayTracer })
 * const { handler } = await import(bundleUrl)
 * ```
 */
export const gatewayTracer: Tracer = {
  event: (name, fields) => sinks.getStore()?.({ name, fields }),
}

/** Runs an invocation whose chain events go to `sink`. */
export function collectChainEvents<T>(sink: Sink, run: () => T): T {
  return sinks.run(sink, run)
}

/** The code of the last Deny that a chain reported, such as `jwt.expired`. */
export function findDenialCode(events: readonly ChainEvent[]): string | undefined {
  const decision = events.findLast(({ name }) => name === 'decision')?.fields['decision']
  if (typeof decision !== 'object' || decision === null || !('code' in decision)) return undefined
  return typeof decision.code === 'string' ? decision.code : undefined
}

/** Tells both; one tracer given twice is told once. */
export function joinTracers(first: Tracer, second: Tracer | undefined): Tracer {
  if (second === undefined || second === first) return first
  return {
    event(name, fields) {
      first.event(name, fields)
      second.event(name, fields)
    },
  }
}
