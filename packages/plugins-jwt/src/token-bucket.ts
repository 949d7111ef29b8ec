/** How often something may happen: a few times at once, then at a steady pace. @module */
import type { Clock } from '@authchain/core'

/** See {@link createTokenBucket}. */
export interface TokenBucket {
  /** True when it may happen now; that counts. */
  take(): boolean
}

/** Makes a full bucket of `burst` tokens that gains one every `refillMilliseconds`. */
export function createTokenBucket(
  { burst, refillMilliseconds }: { readonly burst: number; readonly refillMilliseconds: number },
  clock: Clock,
): TokenBucket {
  let tokens = burst
  let countedAt = clock.monotonicMilliseconds()
  return {
    take() {
      const gained = Math.floor((clock.monotonicMilliseconds() - countedAt) / refillMilliseconds)
      tokens += gained
      countedAt += gained * refillMilliseconds
      if (tokens >= burst) {
        tokens = burst
        countedAt = clock.monotonicMilliseconds()
      }
      if (tokens === 0) return false
      tokens -= 1
      return true
    },
  }
}
