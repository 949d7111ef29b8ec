/** Ages that survive a process that was frozen and a clock that was set. @module */
import type { Clock } from './runtime.js'

/** A moment on both clocks, in milliseconds. */
export interface Instant {
  readonly wall: number
  readonly monotonic: number
}

/** The present moment. */
export function toInstant(clock: Clock): Instant {
  return { wall: clock.nowMilliseconds(), monotonic: clock.monotonicMilliseconds() }
}

/**
 * How long ago that was. The monotonic clock may stand still while Lambda has the process frozen, and the
 * wall clock may be set back, so the longer age counts.
 */
export function toAgeMilliseconds(since: Instant, clock: Clock): number {
  const now = toInstant(clock)
  return Math.max(now.monotonic - since.monotonic, now.wall - since.wall)
}
