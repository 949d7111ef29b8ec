/** One load at a time, shared by the calls that want it, and never longer than the call that began it. @module */
import { untilAborted } from '@authchain/core'

/** See {@link createSingleFlight}. */
export interface SingleFlight<T> {
  isRunning(): boolean
  /**
   * Joins the load that is under way, or begins one.
   *
   * @param signal - The caller's. When it ends, so does a load that this call began; others then begin anew.
   * @param budgetMilliseconds - How long a load that this call begins may take.
   */
  run(signal: AbortSignal, budgetMilliseconds: number): Promise<T>
}

/** Why a load was ended when the call that began it has ended. Says nothing about the server. */
export const abandoned: unique symbol = Symbol('abandoned')
/** Why a load was ended when its budget is spent. */
export const timedOut: unique symbol = Symbol('timed out')

interface Flight<T> {
  readonly landing: Promise<T>
  readonly signal: AbortSignal
}

/**
 * Makes a load shareable. A process that is frozen between two invocations must not be left with work under
 * way, so no load outlives the call that began it.
 *
 * @param load - Settles when its signal ends, whose reason is then {@link abandoned} or {@link timedOut}.
 */
export function createSingleFlight<T>(load: (signal: AbortSignal) => Promise<T>): SingleFlight<T> {
  let current: Flight<T> | undefined

  async function begin(signal: AbortSignal, budgetMilliseconds: number): Promise<T> {
    const ending = new AbortController()
    const abandon = (): void => ending.abort(abandoned)
    const timer = setTimeout(() => ending.abort(timedOut), budgetMilliseconds)
    signal.addEventListener('abort', abandon, { once: true })
    const flight = { landing: load(ending.signal), signal: ending.signal }
    current = flight
    try {
      return await flight.landing
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abandon)
      if (current === flight) current = undefined
    }
  }

  return {
    isRunning: () => current !== undefined,
    async run(signal, budgetMilliseconds) {
      for (;;) {
        signal.throwIfAborted()
        const flight = current
        if (flight === undefined || flight.signal.aborted) return begin(signal, budgetMilliseconds)
        try {
          return await untilAborted(flight.landing, signal)
        } catch (error) {
          if (flight.signal.reason !== abandoned) throw error
        }
      }
    },
  }
}
