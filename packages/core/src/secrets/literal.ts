/** Secrets written down where they are used: for tests and local work. @module */
import type { SecretRef, SecretStore } from '../contract/secret-store.js'
import { ConfigInvalidError } from '../errors.js'
import { createSecretRef } from './secret-ref.js'
import { createSecrets } from './secret.js'
import { toSecretVersion } from './secret-version.js'

/** Stands where other references have a name: a literal has none, and its value is never printed. */
const hidden = '(hidden)'

/**
 * Wraps a value as a reference. `authchain build` refuses it unless a flag allows it, because the value
 * would stand in the bundle.
 *
 * @throws {@link ConfigInvalidError} AC1001 when the value is not text or is empty.
 * @example
 * ```ts
 * jwt({ issuer, audience, secret: literal('only-for-tests-0123456789-0123456789') })
 * ```
 */
export function literal(value: string): SecretRef {
  if (typeof value !== 'string' || value === '') {
    throw new ConfigInvalidError('AC1001', 'plugins.config: literal(): expected a non-empty string')
  }
  const version = toSecretVersion(value)
  const store: SecretStore = {
    name: 'literal',
    load: async (names) => new Map(names.includes(hidden) ? [[hidden, version]] : []),
  }
  return createSecretRef(
    { store: 'literal', name: hidden },
    { loadStore: () => store, isConstant: true, createSecrets },
  )
}
