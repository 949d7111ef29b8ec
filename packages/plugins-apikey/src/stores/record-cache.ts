/** Remembers what a remote store answered, in bounded memory and for a bounded time. @module */
import { failure, isAuthchainError } from '@authchain/core'
import type { DenialCode } from '@authchain/core'
import type { ApiKeyRecord } from '../api-key-record.js'
import type { ApiKeyStore, ApiKeyStoreRuntime } from '../api-key-store.js'
import { toAgeMilliseconds, toInstant } from '@authchain/core'
import type { Instant } from '@authchain/core'
import { createLru } from './lru.js'
import { systemRuntime } from './system-runtime.js'
import { untilAborted } from '@authchain/core'

/** How long and how many. The age of a record is jittered by ±10 %, so that many processes do not ask at once. */
export const cacheLimits = {
  recordMilliseconds: 300_000,
  missingMilliseconds: 10_000,
  faultMilliseconds: 5_000,
  /** How old a record may be that serves while the store is out of reach. */
  lastKnownGoodMilliseconds: 3_600_000,
  /** How long a request waits when nothing is known of the key. */
  loadMilliseconds: 3_000,
  /** And when something is: a store that hangs must leave time for it within Lambda's default of 3 s. */
  refreshMilliseconds: 1_750,
  records: 10_000,
  /** Apart from the records, so that a flood of made-up ids cannot push out the good ones. */
  misses: 1_000,
} as const

/** Asks the store itself. What it throws is an outage, unless it is a failure of authchain: that is an answer. */
export type LoadRecord = (id: string, signal: AbortSignal) => Promise<ApiKeyRecord | undefined>

interface Fault {
  readonly code: DenialCode
  readonly error: string
}

interface Hit {
  readonly record: ApiKeyRecord
  readonly loadedAt: Instant
  /** Since when, and for how long, it is used without asking. */
  readonly since: Instant
  readonly milliseconds: number
}

interface Miss {
  readonly fault: Fault | undefined
  readonly since: Instant
}

type Answer =
  | { readonly kind: 'record'; readonly record: ApiKeyRecord }
  | { readonly kind: 'missing' }
  | { readonly kind: 'fault'; readonly fault: Fault }

/**
 * Puts a cache before a store.
 *
 * One load serves all who wait for the same id; it lives no longer than the signal of the one who began
 * it, and the next one who waits then begins their own. No rejected promise is kept.
 *
 * @example
 * ```ts
 * const find = createRecordCache(async (id, signal) => parse(await read(`/keys/${id}`, signal)))
 * ```
 */
export function createRecordCache(
  load: LoadRecord,
  random: () => number = Math.random,
): ApiKeyStore['find'] {
  const hits = createLru<Hit>(cacheLimits.records)
  const misses = createLru<Miss>(cacheLimits.misses)
  /** Undefined: whoever began it has gone before the store answered. */
  const flights = new Map<string, Promise<Answer | undefined>>()

  function findKnown(id: string, { clock }: ApiKeyStoreRuntime): Answer | undefined {
    const hit = hits.get(id)
    if (hit !== undefined && toAgeMilliseconds(hit.since, clock) < hit.milliseconds) {
      return { kind: 'record', record: hit.record }
    }
    const miss = misses.get(id)
    if (miss === undefined) return undefined
    const { missingMilliseconds, faultMilliseconds } = cacheLimits
    const limit = miss.fault === undefined ? missingMilliseconds : faultMilliseconds
    if (toAgeMilliseconds(miss.since, clock) >= limit) return undefined
    return miss.fault === undefined ? { kind: 'missing' } : { kind: 'fault', fault: miss.fault }
  }

  async function ask(
    id: string,
    signal: AbortSignal,
    runtime: ApiKeyStoreRuntime,
  ): Promise<Answer | undefined> {
    const { loadMilliseconds, refreshMilliseconds } = cacheLimits
    const hit = hits.get(id)
    const isRefresh = hit !== undefined && !isTooOld(hit, runtime.clock)
    const milliseconds = isRefresh ? refreshMilliseconds : loadMilliseconds
    const limit = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)])
    try {
      const record = await untilAborted(load(id, limit), limit)
      return record === undefined ? noteMissing(id, runtime) : noteRecord(id, record, runtime)
    } catch (error) {
      return signal.aborted ? undefined : noteFault(id, error, runtime)
    }
  }

  function noteRecord(id: string, record: ApiKeyRecord, { clock }: ApiKeyStoreRuntime): Answer {
    const now = toInstant(clock)
    const milliseconds = cacheLimits.recordMilliseconds * (0.9 + 0.2 * random())
    misses.delete(id)
    hits.set(id, { record, loadedAt: now, since: now, milliseconds })
    return { kind: 'record', record }
  }

  function noteMissing(id: string, { clock }: ApiKeyStoreRuntime): Answer {
    hits.delete(id)
    misses.set(id, { fault: undefined, since: toInstant(clock) })
    return { kind: 'missing' }
  }

  function noteFault(id: string, error: unknown, { clock, logger }: ApiKeyStoreRuntime): Answer {
    const isAnswer = isAuthchainError(error) && error.kind === 'failure'
    const code = isAnswer ? (error.code as DenialCode) : 'api_key.store_unavailable'
    const fault = { code, error: toErrorName(error) }
    const since = toInstant(clock)
    const hit = hits.get(id)
    // Permission that was taken away is meant; only an outage may be bridged.
    if (hit === undefined || isAnswer || isTooOld(hit, clock)) {
      hits.delete(id)
      misses.set(id, { fault, since })
      return { kind: 'fault', fault }
    }
    hits.set(id, { ...hit, since, milliseconds: cacheLimits.faultMilliseconds })
    logger.warn('A key could not be read anew; its last known record stays in use', {
      ...fault,
      id,
    })
    return { kind: 'record', record: hit.record }
  }

  function begin(
    id: string,
    signal: AbortSignal,
    runtime: ApiKeyStoreRuntime,
  ): Promise<Answer | undefined> {
    const flight = ask(id, signal, runtime).finally(() => flights.delete(id))
    flights.set(id, flight)
    return flight
  }

  return async (id, signal, runtime = systemRuntime) => {
    for (;;) {
      const known = findKnown(id, runtime)
      if (known !== undefined) return toResult(known)
      signal.throwIfAborted()
      const answer = await untilAborted(flights.get(id) ?? begin(id, signal, runtime), signal)
      if (answer !== undefined) return toResult(answer)
    }
  }
}

function isTooOld({ loadedAt }: Hit, clock: ApiKeyStoreRuntime['clock']): boolean {
  return toAgeMilliseconds(loadedAt, clock) >= cacheLimits.lastKnownGoodMilliseconds
}

function toResult(answer: Answer): ApiKeyRecord | undefined {
  if (answer.kind === 'record') return answer.record
  if (answer.kind === 'missing') return undefined
  const { code, error } = answer.fault
  throw failure(code, { details: { error } })
}

/** An error's code (`ECONNREFUSED`) or name is a class of faults; anything else about it may quote a value. */
function toErrorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (isAuthchainError(error)) return error.cause === undefined ? 'none' : toErrorName(error.cause)
  const code = (error as { readonly code?: unknown }).code
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code)) return code
  return /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : 'Error'
}
