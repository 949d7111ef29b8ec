/** The key set that an issuer publishes: fetched when needed, kept, and refreshed when it no longer fits. @module */
import type { PluginRuntime } from '@authchain/core'
import type { KeyObject } from 'node:crypto'
import type { JwtAlgorithm } from './algorithm.js'
import { denial, outage } from './codes.js'
import { discoverKeysUrl } from './discovery.js'
import { DocumentRefusedError, fetchJson } from './fetch-json.js'
import type { IssuerKeys } from './issuer-keys.js'
import { toKeySet } from './key-set.js'
import type { KeySet } from './key-set.js'
import { KeyRefusedError } from './keys.js'
import { createRefreshedValue } from './refreshed-value.js'
import { timedOut } from './single-flight.js'

/** Whose keys, and where they are. */
export interface RemoteSource {
  readonly issuer: string
  /** Undefined: found by discovery. */
  readonly jwksUri: string | undefined
  readonly algorithms: readonly JwtAlgorithm[]
}

/** Keys that are fetched. */
export interface RemoteKeys extends IssuerKeys {
  /** Fetches them now, so that the first request need not; never rejects. */
  prefetch(signal: AbortSignal): Promise<void>
}

/**
 * Makes a client for one issuer's keys. It fetches nothing yet; see `createRefreshedValue` for when it does.
 *
 * A token with an unknown `kid` makes it look again, three times at once and then once in ten seconds, so that
 * a new key is taken at once and noise cannot make it hammer the issuer.
 */
export function createJwksClient(source: RemoteSource, runtime: PluginRuntime): RemoteKeys {
  const { clock, http, logger } = runtime
  const { issuer, jwksUri, algorithms } = source
  const onFailure = (error: unknown): void => {
    logger.warn('The keys of an issuer cannot be refreshed', {
      code: 'jwt.keys_unavailable',
      issuer,
      fault: toFault(error),
    })
  }
  const discovered =
    jwksUri === undefined
      ? createRefreshedValue(
          (signal) => discoverKeysUrl(issuer, http, signal),
          clock,
          () => {},
        )
      : undefined
  const sets = createRefreshedValue(
    async (signal) => {
      const url = jwksUri === undefined ? await discovered?.get(signal) : new URL(jwksUri)
      return loadKeySet(http, url as URL, algorithms, signal)
    },
    clock,
    onFailure,
  )

  async function refresh(signal: AbortSignal): Promise<KeySet> {
    try {
      return await sets.get(signal)
    } catch (cause) {
      throw outage('jwt.keys_unavailable', { cause })
    }
  }

  async function findAnew(
    keyId: string | undefined,
    algorithm: JwtAlgorithm,
    signal: AbortSignal,
  ): Promise<KeyObject> {
    const set = await refresh(signal)
    return pick(set, keyId, algorithm) ?? unknownKey()
  }

  return {
    find(keyId, algorithm, call) {
      const set = sets.findFresh()
      if (set === undefined) return findAnew(keyId, algorithm, call.signal)
      const key = pick(set, keyId, algorithm)
      if (key !== undefined) return key
      return sets.findNewer(set, call.signal).then((newer) => {
        return (newer === undefined ? undefined : pick(newer, keyId, algorithm)) ?? unknownKey()
      })
    },
    async prefetch(signal) {
      await sets.get(signal).catch(() => {})
    },
  }
}

async function loadKeySet(
  http: PluginRuntime['http'],
  url: URL,
  algorithms: readonly JwtAlgorithm[],
  signal: AbortSignal,
): Promise<KeySet> {
  const document = await fetchJson(http, url, signal)
  try {
    return toKeySet(document, algorithms)
  } catch (error) {
    // An empty set would deny everybody; the keys that are held are better.
    if (error instanceof KeyRefusedError) throw new DocumentRefusedError('no-usable-key')
    throw error
  }
}

/** Undefined when the set may have been superseded. */
function pick(
  set: KeySet,
  keyId: string | undefined,
  algorithm: JwtAlgorithm,
): KeyObject | undefined {
  const found = set.find(keyId, algorithm)
  if (found === 'ambiguous') throw denial('jwt.unknown_key')
  return found === 'unknown' ? undefined : found
}

function unknownKey(): never {
  throw denial('jwt.unknown_key', { transient: true })
}

/** A word for the log; the error itself may hold anything. */
function toFault(error: unknown): string {
  if (error instanceof DocumentRefusedError) return error.fault
  return error === timedOut ? 'timeout' : 'network'
}
