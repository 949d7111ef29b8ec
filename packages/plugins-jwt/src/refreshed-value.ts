/** A value that is loaded when needed, kept while it is good, and survives an outage of its source. @module */
import type { Clock } from '@authchain/core'
import { untilAborted } from '@authchain/core'
import { abandoned, createSingleFlight, timedOut } from './single-flight.js'
import { createTokenBucket } from './token-bucket.js'

const minute = 60_000
/** Keys this young are used without a question. It bounds how long a withdrawn key is still taken. */
const freshMilliseconds = 10 * minute
/** Older keys are still used while their source is down, up to this age. */
const staleMilliseconds = 24 * 60 * minute
/** How long a request waits when there is nothing else to answer from. */
const loadMilliseconds = 2000
/** How long it waits at first when there is; each failure in a row doubles it, so that a slow source is not out of reach for ever. */
const firstStaleMilliseconds = 300
const lastStaleMilliseconds = 1200
const firstBackoffMilliseconds = 1000
const lastBackoffMilliseconds = 30_000

/** See {@link createRefreshedValue}. */
export interface RefreshedValue<T> {
  /** The value if it is fresh. Never waits. */
  findFresh(): T | undefined
  /**
   * The value, loaded anew if it is due.
   *
   * @throws what `load` threw, or an error of its own, when there is none and none can be had now.
   */
  get(signal: AbortSignal): Promise<T>
  /** One that is newer than `seen`; undefined when none can be had, or not so soon again. */
  findNewer(seen: T, signal: AbortSignal): Promise<T | undefined>
}

/** A failure after which the source wants to be left alone for a while. */
interface Retryable {
  readonly retryAfterMilliseconds?: number
}

/**
 * | held value                  | source     | `get` answers                                     |
 * | --------------------------- | ---------- | ------------------------------------------------- |
 * | at most 10 minutes old      | not asked  | it, at once                                       |
 * | older, at most 24 hours     | answers    | the new value                                     |
 * | older, at most 24 hours     | down, hung | it, after at most 300 ms, then at once for a while |
 * | none, or older than a day   | down, hung | an error after at most 2 s, then at once for a while |
 *
 * "A while" is 1 s after the first failure and doubles up to 30 s.
 *
 * @param onFailure - Told of each load that failed, or `timedOut`; not of those that their caller gave up.
 */
export function createRefreshedValue<T>(
  load: (signal: AbortSignal) => Promise<T>,
  clock: Clock,
  onFailure: (error: unknown) => void,
): RefreshedValue<T> {
  let held: { readonly value: T; readonly age: () => number } | undefined
  let failuresInARow = 0
  let retryAtMilliseconds = Number.NEGATIVE_INFINITY
  const refetches = createTokenBucket({ burst: 3, refillMilliseconds: 10_000 }, clock)

  const flight = createSingleFlight(async (signal) => {
    try {
      const value = await untilAborted(load(signal), signal)
      held = { value, age: createStopwatch(clock) }
      failuresInARow = 0
      return value
    } catch (error) {
      if (signal.reason !== abandoned) noteFailure(signal.reason === timedOut ? timedOut : error)
      throw error
    }
  })

  function noteFailure(error: unknown): void {
    const backoff = Math.min(
      firstBackoffMilliseconds * 2 ** failuresInARow,
      lastBackoffMilliseconds,
    )
    failuresInARow += 1
    const { retryAfterMilliseconds = 0 } = Object(error) as Retryable
    retryAtMilliseconds = clock.monotonicMilliseconds() + Math.max(backoff, retryAfterMilliseconds)
    onFailure(error)
  }

  const isResting = (): boolean => clock.monotonicMilliseconds() < retryAtMilliseconds

  return {
    findFresh: () =>
      held !== undefined && held.age() < freshMilliseconds ? held.value : undefined,
    async get(signal) {
      const known = held !== undefined && held.age() < staleMilliseconds ? held : undefined
      if (known !== undefined && (known.age() < freshMilliseconds || isResting())) {
        return known.value
      }
      if (isResting()) throw new Error('The source failed a moment ago')
      if (known === undefined) return flight.run(signal, loadMilliseconds)
      const budget = Math.min(firstStaleMilliseconds * 2 ** failuresInARow, lastStaleMilliseconds)
      return flight.run(signal, budget).catch(() => known.value)
    },
    async findNewer(seen, signal) {
      if (held !== undefined && held.value !== seen) return held.value
      if (isResting()) return undefined
      if (!flight.isRunning() && !refetches.take()) return undefined
      return flight.run(signal, loadMilliseconds).catch(() => undefined)
    },
  }
}

/** Milliseconds since it was made. A frozen process may miss time on the monotonic clock, so the wall clock counts too. */
function createStopwatch(clock: Clock): () => number {
  const monotonic = clock.monotonicMilliseconds()
  const wall = clock.nowMilliseconds()
  return () => Math.max(clock.monotonicMilliseconds() - monotonic, clock.nowMilliseconds() - wall)
}
