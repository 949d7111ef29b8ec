/** The keys of one issuer at one moment, and the choice among them. @module */
import type { KeyObject } from 'node:crypto'
import type { JwtAlgorithm } from './algorithm.js'
import { KeyRefusedError, parseJwk } from './keys.js'
import type { VerificationKey } from './keys.js'

/** Keys that fit at least one algorithm of the issuer. Never empty. */
export interface KeySet {
  /**
   * The one key with this id that fits the algorithm; without an id, the one key that fits at all.
   *
   * @returns `'unknown'` when there is none, `'ambiguous'` when there are several.
   */
  find(keyId: string | undefined, algorithm: JwtAlgorithm): KeyObject | 'unknown' | 'ambiguous'
}

/** More keys than any issuer publishes; each costs time to import. */
const mostKeys = 100

/**
 * Makes a set of keys that are already checked.
 *
 * @throws KeyRefusedError when no key fits any of the algorithms.
 */
export function createKeySet(
  keys: readonly VerificationKey[],
  algorithms: readonly JwtAlgorithm[],
): KeySet {
  // One list per algorithm and id, and one per algorithm alone: whatever a token says is only ever a key of a Map.
  const lists = new Map<JwtAlgorithm, { all: KeyObject[]; byId: Map<string, KeyObject[]> }>()
  for (const { key, keyId, algorithms: fitting } of keys) {
    for (const algorithm of fitting.filter((name) => algorithms.includes(name))) {
      const list = lists.get(algorithm) ?? { all: [], byId: new Map<string, KeyObject[]>() }
      lists.set(algorithm, list)
      list.all.push(key)
      if (keyId !== undefined) list.byId.set(keyId, [...(list.byId.get(keyId) ?? []), key])
    }
  }
  if (lists.size === 0) throw new KeyRefusedError('no key fits the algorithms of this issuer')
  return {
    find(keyId, algorithm) {
      const list = lists.get(algorithm)
      const found = keyId === undefined ? list?.all : list?.byId.get(keyId)
      if (found === undefined || found[0] === undefined) return 'unknown'
      return found.length === 1 ? found[0] : 'ambiguous'
    },
  }
}

/**
 * Makes a set of what an issuer published. A key that cannot be used is left out, as RFC 7517 section 5 says.
 *
 * @param document - The parsed JWK Set.
 * @throws KeyRefusedError when it is no key set or holds no usable key.
 */
export function toKeySet(
  document: Readonly<Record<string, unknown>>,
  algorithms: readonly JwtAlgorithm[],
): KeySet {
  const keys: unknown = Object.hasOwn(document, 'keys') ? document['keys'] : undefined
  if (!Array.isArray(keys) || keys.length > mostKeys) {
    throw new KeyRefusedError('expected at most 100 keys')
  }
  return createKeySet(keys.flatMap(findUsableKey), algorithms)
}

function findUsableKey(jwk: unknown): readonly VerificationKey[] {
  try {
    return [parseJwk(jwk)]
  } catch (error) {
    if (error instanceof KeyRefusedError) return []
    throw error
  }
}
