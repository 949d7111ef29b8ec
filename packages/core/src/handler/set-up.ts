/** Opening the chain once, and again after it failed. @module */
import type { Clock } from '../contract/runtime.js'
import { untilAborted } from '../contract/until-aborted.js'
import { failure } from '../errors.js'

/** Something that is opened once. */
export interface SetUp<T> {
  /** The opened thing, when it is open. */
  find(): T | undefined
  /**
   * Waits for the opened thing, or opens it. One attempt runs at a time and belongs to the caller that
   * started it: when that caller's signal aborts, the attempt is over.
   *
   * @throws what the attempt throws, and failure `chain.setup_failed` while the last failure is recent.
   */
  get(signal: AbortSignal): Promise<T>
}

const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 10_000

/** Nothing rejected is kept: a failed attempt is made again by a later caller, after a pause that doubles. */
export function createSetUp<T extends object>(
  open: (signal: AbortSignal) => Promise<T>,
  clock: Clock,
): SetUp<T> {
  let opened: T | undefined
  let attempt: Promise<T> | undefined
  let failures = 0
  let notBefore = 0

  const start = async (signal: AbortSignal): Promise<T> => {
    try {
      const result = await untilAborted(open(signal), signal)
      opened = result
      failures = 0
      return result
    } catch (error) {
      const pause = firstPauseMilliseconds * 2 ** Math.min(failures, 10)
      failures += 1
      notBefore = clock.monotonicMilliseconds() + Math.min(pause, longestPauseMilliseconds)
      throw error
    } finally {
      attempt = undefined
    }
  }

  return {
    find: () => opened,
    async get(signal) {
      if (opened !== undefined) return opened
      if (attempt === undefined) {
        if (failures > 0 && clock.monotonicMilliseconds() < notBefore) {
          throw failure('chain.setup_failed')
        }
        attempt = start(signal)
      }
      return untilAborted(attempt, signal)
    },
  }
}
