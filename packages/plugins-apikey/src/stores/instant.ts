/** Ages that survive a process that was frozen and a clock that was set. @module */
import type { Clock } from '@authchain/core'

/** A moment on both clocks, in milliseconds. */
export interface Instant {
  readonly wall: number
  readonly monotonic: number
}

/** The present moment. */
export function toInstant(clock: Clock): Instant {
  return { wall: clock.nowMilliseconds(), monotonic: clock.monotonicMilliseconds() }
}

/** How long ago that was: the longer of both, because either clock may stand still or be set back. */
export function toAgeMilliseconds(since: Instant, clock: Clock): number {
  const now = toInstant(clock)
  return Math.max(now.monotonic - since.monotonic, now.wall - since.wall)
}
