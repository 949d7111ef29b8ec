/** Secrets in environment variables. @module */
import type { SecretRef, SecretStore, SecretVersion } from '../contract/secret-store.js'
import { ConfigInvalidError } from '../errors.js'
import { createSecretRef } from './secret-ref.js'
import { createSecrets } from './secret.js'
import { toSecretVersion } from './secret-version.js'

/**
 * Refers to an environment variable. It is read once per process; an empty one counts as missing.
 *
 * Lambda shows environment variables to everyone who may read the function, so `authchain build` refuses
 * such a reference unless a flag allows it; `authchain dev` and tests take it as it is.
 *
 * @param name - Letters, digits and underscores, not beginning with a digit.
 * @throws {@link ConfigInvalidError} AC1001 for any other name.
 * @example
 * ```ts
 * jwt({ issuer, audience, secret: env('JWT_SECRET') })
 * ```
 */
export function env(name: string): SecretRef {
  if (typeof name !== 'string' || !/^[A-Za-z_]\w{0,255}$/.test(name)) {
    throw new ConfigInvalidError(
      'AC1001',
      'plugins.config: env(): expected the name of an environment variable',
    )
  }
  return createSecretRef(
    { store: 'env', name },
    { loadStore: findEnvironment, isConstant: true, createSecrets },
  )
}

const environment: SecretStore = {
  name: 'env',
  async load(names) {
    const values = new Map<string, SecretVersion>()
    for (const name of names) {
      // Every object has a `constructor`, and so has process.env.
      const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined
      if (value !== undefined && value !== '') values.set(name, toSecretVersion(value))
    }
    return values
  },
}

/** One function for all references: they share one store. */
function findEnvironment(): SecretStore {
  return environment
}
