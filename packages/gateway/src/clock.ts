/** The gateway's time: the system's, or one that can be moved. @module */
import type { Clock } from '@authchain/core'

/** The system's clock. */
export const systemClock: Clock = {
  nowMilliseconds: () => Date.now(),
  monotonicMilliseconds: () => performance.now(),
}

/** A clock that runs like another and can be put forward. */
export interface AdjustableClock extends Clock {
  /** @param milliseconds - Not negative; both readings move by it. */
  advance(milliseconds: number): void
}

/**
 * Makes a clock for time travel: cached answers age and policies expire without anyone waiting.
 *
 * @param base - The clock it runs like; default is the system's.
 * @throws RangeError from `advance` when time would go back.
 * @example
 * ```ts
 * const clock = createAdjustableClock()
 * const gateway = createGateway({ config, clock })
 * clock.advance(301_000)
 * ```
 */
export function createAdjustableClock(base: Clock = systemClock): AdjustableClock {
  let ahead = 0
  return {
    nowMilliseconds: () => base.nowMilliseconds() + ahead,
    monotonicMilliseconds: () => base.monotonicMilliseconds() + ahead,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('A clock cannot be put back')
      ahead += milliseconds
    },
  }
}
