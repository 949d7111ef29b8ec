/** The keys of one issuer, whatever their source. @module */
import type { Awaitable } from '@authchain/core'
import type { KeyObject } from 'node:crypto'
import type { JwtAlgorithm } from './algorithm.js'
import { denial } from './codes.js'
import type { KeySet } from './key-set.js'

/** A call that waits. Making its signal costs more than finding a key, so it is read only to wait. */
export interface Waiting {
  readonly signal: AbortSignal
}

/** Finds the key for a token's header. */
export interface IssuerKeys {
  /**
   * @param keyId - The header's `kid`. Unverified: it is compared and nothing else.
   * @throws UnauthenticatedError `jwt.unknown_key`, transient where the issuer may have published the key since.
   * @throws FailureError when no keys can be had.
   */
  find(keyId: string | undefined, algorithm: JwtAlgorithm, call: Waiting): Awaitable<KeyObject>
}

/** Keys that are written in the options. */
export function staticKeys(keys: KeySet): IssuerKeys {
  return {
    find(keyId, algorithm) {
      const found = keys.find(keyId, algorithm)
      if (typeof found === 'string') throw denial('jwt.unknown_key')
      return found
    },
  }
}

/** A single key without an id: it is meant whatever `kid` a token names. */
export function singleKey(keys: KeySet): IssuerKeys {
  const anyId = staticKeys(keys)
  return { find: (_keyId, algorithm, call) => anyId.find(undefined, algorithm, call) }
}
