/**
 * The authorizer cache. What it keeps is the authorizer's output, not the verdict: the policy is evaluated
 * anew for each request, so one answer serves (or denies) every method and path with the same identity.
 *
 * @module
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '@authchain/core'
import type { AuthorizerOutput } from '../authorizer/parse-output.js'

/** What an entry is kept under, besides the values of the identity sources. Never the method or the path. */
export interface CacheScope {
  readonly apiId: string
  readonly stage: string
  readonly authorizerId: string
}

/** An entry that is still good. */
interface CacheHit {
  readonly output: AuthorizerOutput
  readonly remainingMilliseconds: number
}

/** One cache; several stages and authorizers may share it. */
export interface AuthorizerCache {
  find(scope: CacheScope, identity: readonly string[]): CacheHit | undefined
  /**
   * Begins an invocation, so that an answer asked for before a flush is not kept after it.
   *
   * @returns Keeps the answer; call it with outputs only, never for an error.
   */
  begin(
    scope: CacheScope,
    identity: readonly string[],
    ttlSeconds: number,
  ): (output: AuthorizerOutput) => void
  /** Forgets everything. */
  flush(): void
}

interface Entry {
  readonly output: AuthorizerOutput
  readonly expiresAtMilliseconds: number
}

const mostEntries = 10_000

/**
 * Makes an empty cache.
 *
 * @param clock - Its monotonic reading measures ages.
 * @example
 * ```ts
 * const keep = cache.begin(scope, ['Bearer abc'], 300)
 * keep(output)
 * cache.find(scope, ['Bearer abc'])?.output
 * ```
 */
export function createAuthorizerCache(clock: Clock): AuthorizerCache {
  let entries = new Map<string, Entry>()

  return {
    find(scope, identity) {
      const key = toKey(scope, identity)
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      const remainingMilliseconds = entry.expiresAtMilliseconds - clock.monotonicMilliseconds()
      if (remainingMilliseconds > 0) return { output: entry.output, remainingMilliseconds }
      entries.delete(key)
      return undefined
    },
    begin(scope, identity, ttlSeconds) {
      const target = entries
      return (output) => {
        if (target !== entries) return
        const expiresAtMilliseconds = clock.monotonicMilliseconds() + ttlSeconds * 1000
        makeRoom(entries)
        entries.set(toKey(scope, identity), { output, expiresAtMilliseconds })
      }
    },
    flush() {
      entries = new Map()
    },
  }
}

/** Of this process alone, so that a name cannot be tried out against guessed credentials elsewhere. */
let nameSecret: Uint8Array | undefined

/** Sixteen hexadecimal digits for an entry, to show that two requests share it. */
export function toKeyName(scope: CacheScope, identity: readonly string[]): string {
  nameSecret ??= randomBytes(32)
  return createHmac('sha256', nameSecret).update(toKey(scope, identity)).digest('hex').slice(0, 16)
}

/** As JSON, because no separator is safe between values that callers choose. */
function toKey(scope: CacheScope, identity: readonly string[]): string {
  return JSON.stringify([scope.apiId, scope.stage, scope.authorizerId, ...identity])
}

function makeRoom(entries: Map<string, Entry>): void {
  if (entries.size < mostEntries) return
  const oldest = entries.keys().next()
  if (oldest.done !== true) entries.delete(oldest.value)
}
