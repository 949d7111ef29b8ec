/** The key of an issuer that shares a secret with us (HS256, HS384, HS512). @module */
import type { Secret, SecretVersion } from '@authchain/core'
import type { KeyObject } from 'node:crypto'
import type { JwtAlgorithm } from './algorithm.js'
import type { IssuerKeys } from './issuer-keys.js'
import { toSecretKey } from './secret-key.js'

/** Reads the secret for each token, so that a rotated one counts at once; the key is made once per version. */
export function secretKeys(secret: Secret, algorithms: readonly JwtAlgorithm[]): IssuerKeys {
  let current: { readonly version: string; readonly key: KeyObject } | undefined

  function toKey({ value, version }: SecretVersion): KeyObject {
    if (current?.version === version) return current.key
    const key = toSecretKey(value, algorithms)
    current = { version, key }
    return key
  }

  return {
    find(_keyId, _algorithm, call) {
      const read = secret.read(call.signal)
      return 'then' in read ? Promise.resolve(read).then(toKey) : toKey(read)
    },
  }
}
