/** Opens secrets for plugins. @module */
import type { Awaitable } from '../contract/awaitable.js'
import type { PluginRuntime } from '../contract/runtime.js'
import type { Secret, SecretRef, SecretStore, SecretVersion } from '../contract/secret-store.js'
import { ConfigInvalidError } from '../errors.js'
import { createSecretCache } from './secret-cache.js'
import type { SecretCache } from './secret-cache.js'
import { createFieldReader } from './secret-field.js'
import { findBinding } from './secret-ref.js'
import type { SecretsOptions } from './secrets-options.js'

const defaultMaxAgeSeconds = 300

/**
 * Makes the `secrets` of a plugin's runtime. What it opens is kept as long as it lives, so one per process.
 *
 * | state of the secret                   | `read` gives                                              |
 * | ------------------------------------- | --------------------------------------------------------- |
 * | fresh (300 s ± 10 %; `env`, `literal`: always) | its value, synchronously                         |
 * | due                                   | a promise; one load for all who wait and all that are due |
 * | due, the store is out of reach        | the last known value for up to 24 h, with a warning       |
 * | out of reach and never known          | failure `secret.unavailable`                              |
 * | not there, or deleted since           | failure `secret.missing`                                  |
 * | the role or the key does not allow it | failure `secret.denied`                                   |
 * | empty, or without the field           | failure `secret.malformed`                                |
 *
 * After a fault the store is left alone for 5 s, then twice as long up to 30 s. `details` of a failure name
 * store, name and the kind of error. `POWERTOOLS_PARAMETERS_MAX_AGE` (whole seconds up to a day) replaces
 * the 300 s.
 *
 * @returns `open`, which does no work and throws {@link ConfigInvalidError} AC1001 for what is no reference
 *   or names a store that nobody knows.
 * @example
 * ```ts
 * const secrets = createSecrets({ clock, logger })
 * const secret = await secrets.open(ssm('/orders/jwt-secret'))
 * const { value, version } = await secret.read(signal)
 * ```
 */
export function createSecrets(options: SecretsOptions): PluginRuntime['secrets'] {
  const { stores = [], clock, logger, random = Math.random } = options
  const rules = { maxAgeSeconds: toMaxAgeSeconds(), clock, logger, random }
  const caches = new Map<unknown, SecretCache>()

  function cacheOf(key: unknown, loadStore: () => Awaitable<SecretStore>): SecretCache {
    const cache = caches.get(key) ?? createSecretCache(loadStore, rules)
    caches.set(key, cache)
    return cache
  }

  return {
    open(ref): Secret {
      if (typeof ref !== 'object' || ref === null || ref.kind !== 'secret-ref') throw notOpenable()
      const binding = findBinding(ref)
      const given = stores.find((store) => store.name === ref.store)
      const loadStore = given === undefined ? binding?.loadStore : () => given
      if (loadStore === undefined) throw notOpenable()
      const read = cacheOf(given ?? loadStore, loadStore).open({
        store: ref.store,
        name: ref.name,
        isConstant: binding?.isConstant ?? false,
      })
      return Object.freeze({ read: ref.field === undefined ? read : withField(ref, read) })
    },
  }
}

function withField(ref: SecretRef, read: Secret['read']): Secret['read'] {
  const toField = createFieldReader(ref)
  return (signal) => {
    const whole = read(signal)
    return isVersion(whole) ? toField(whole) : whole.then(toField)
  }
}

function isVersion(value: Awaitable<SecretVersion>): value is SecretVersion {
  return !('then' in value)
}

/** Powertools for AWS uses the same variable, in seconds. Anything that is no such number is not heard. */
function toMaxAgeSeconds(): number {
  const text = process.env['POWERTOOLS_PARAMETERS_MAX_AGE'] ?? ''
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : defaultMaxAgeSeconds
  return Math.min(Math.max(seconds, 1), 86_400)
}

function notOpenable(): ConfigInvalidError {
  return new ConfigInvalidError(
    'AC1001',
    'plugins.config: a secret is not a reference of a known store; use env(), ssm() or literal(), ' +
      'or pass its store in secretStores',
  )
}
