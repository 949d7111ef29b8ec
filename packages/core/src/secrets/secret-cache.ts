/** Loads the secrets of one store: many names in one round trip, once for all who wait. @module */
import type { Awaitable } from '../contract/awaitable.js'
import type { SecretStore, SecretVersion } from '../contract/secret-store.js'
import { SecretEntry, isAnswer } from './secret-entry.js'
import type { SecretFacts, SecretRules } from './secret-entry.js'
import { untilAborted } from '../contract/until-aborted.js'

/** How long a request waits when there is nothing else to answer from. */
const longestLoadMilliseconds = 3_000
/** And when there is: a store that hangs must leave time for it within Lambda's default of 3 s. */
const longestRefreshMilliseconds = 1_750

/** Reads one secret: at once while its value is fresh. */
type ReadSecret = (signal: AbortSignal) => Awaitable<SecretVersion>

/** The open secrets of one store. */
export interface SecretCache {
  /** The same name is one secret, however often it is opened. */
  open(facts: SecretFacts): ReadSecret
}

/**
 * Makes the cache of one store.
 *
 * A load takes along every open secret of the store that is due. It lives no longer than the signal of the
 * read that began it; if that ends early, the next one who waits begins a load of their own.
 *
 * @example
 * ```ts
 * const read = createSecretCache(() => createSsmStore(), rules).open({ store: 'ssm', name: '/a', isConstant: false })
 * const { value } = await read(signal)
 * ```
 */
export function createSecretCache(
  loadStore: () => Awaitable<SecretStore>,
  rules: SecretRules,
): SecretCache {
  const entries = new Map<string, SecretEntry>()
  let opened: SecretStore | undefined
  /** The load that has not left yet. */
  let boarding: Promise<boolean> | undefined

  async function read(entry: SecretEntry, signal: AbortSignal): Promise<SecretVersion> {
    for (;;) {
      signal.throwIfAborted()
      const flight = entry.flight ?? begin(entry, signal)
      const isComplete = await untilAborted(flight, signal)
      if (isComplete) return entry.value()
    }
  }

  function begin(asked: SecretEntry, signal: AbortSignal): Promise<boolean> {
    boarding ??= fly(signal)
    asked.flight = boarding
    return boarding
  }

  async function fly(signal: AbortSignal): Promise<boolean> {
    // What is opened or read in the same turn comes along: plugins are set up side by side.
    await Promise.resolve()
    const flight = boarding
    boarding = undefined
    const batch = [...entries.values()].filter(
      (entry) => entry.flight === flight || (entry.flight === undefined && entry.isDue),
    )
    for (const entry of batch) entry.flight = flight
    try {
      const isRefresh = batch.every((entry) => entry.isStillGood)
      const milliseconds = isRefresh ? longestRefreshMilliseconds : longestLoadMilliseconds
      const limit = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)])
      await load(batch, limit, signal)
      return !signal.aborted
    } finally {
      for (const entry of batch) entry.flight = undefined
    }
  }

  async function load(
    batch: readonly SecretEntry[],
    limit: AbortSignal,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const answers = await untilAborted(ask(batch, limit), limit)
      for (const entry of batch) entry.accept(answers.get(entry.name))
    } catch (error) {
      // Whoever began this has gone; that says nothing about the store.
      if (signal.aborted) return
      // One name that may not be read spoils the answer for all, so each is asked for alone.
      if (isAnswer(error) && batch.length > 1) {
        await Promise.all(batch.map(async (entry) => load([entry], limit, signal)))
      } else {
        for (const entry of batch) entry.reject(error)
      }
    }
  }

  async function ask(
    batch: readonly SecretEntry[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, SecretVersion>> {
    opened ??= await loadStore()
    return opened.load(
      batch.map((entry) => entry.name),
      signal,
    )
  }

  return {
    open(facts) {
      const entry = entries.get(facts.name) ?? new SecretEntry(facts, rules)
      entries.set(facts.name, entry)
      return (signal) => (entry.isDue ? read(entry, signal) : entry.value())
    },
  }
}
