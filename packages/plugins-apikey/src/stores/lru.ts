/** A map that forgets. @module */

/** Holds at most so many entries; the one that was not used for the longest time makes room. */
export interface Lru<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
  readonly size: number
}

/**
 * Makes one.
 *
 * @param maxEntries - At least 1.
 * @example
 * ```ts
 * const seen = createLru<number>(1000)
 * ```
 */
export function createLru<T extends object>(maxEntries: number): Lru<T> {
  // A Map keeps the order of insertion, so the first key is the one unused for longest.
  const entries = new Map<string, T>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break
        entries.delete(oldest)
      }
    },
    delete(key) {
      entries.delete(key)
    },
    get size() {
      return entries.size
    },
  }
}
