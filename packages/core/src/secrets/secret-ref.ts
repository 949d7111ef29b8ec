/** References to secrets: what a configuration holds in place of a value. @module */
import type { Awaitable } from '../contract/awaitable.js'
import type { PluginRuntime } from '../contract/runtime.js'
import type { SecretRef, SecretStore } from '../contract/secret-store.js'
import type { SecretsOptions } from './secrets-options.js'

/** How a reference finds its store. */
export interface StoreBinding {
  /** References that share this function share one store, and their names are loaded together. */
  readonly loadStore: () => Awaitable<SecretStore>
  /** True when the value cannot change while the process runs; it is then loaded once. */
  readonly isConstant: boolean
  /** What opens references in a bundle, which holds the code of the stores that it uses and no other. */
  readonly createSecrets?: (options: SecretsOptions) => PluginRuntime['secrets']
}

/** What a reference says of itself. */
export interface SecretRefParts {
  readonly store: SecretRef['store']
  readonly name: string
  readonly field?: string
}

/** Where a {@link StoreBinding} stands on a reference; shared by all copies of this package. */
const bindingKey = Symbol.for('authchain.secret-store')
/** What `console.log` and `util.inspect` ask an object for. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom')

/**
 * Makes a reference. It is frozen, and whatever prints or serialises it gets `store:name` and no more.
 *
 * @param parts - Facts that may be printed. A value must not stand among them.
 * @param binding - How the store is found; called when the secret is first read, never before.
 * @example
 * ```ts
 * String(createSecretRef({ store: 'vault', name: 'orders/key' }, { loadStore, isConstant: false })) // 'vault:orders/key'
 * ```
 */
export function createSecretRef(parts: SecretRefParts, binding: StoreBinding): SecretRef {
  const print = (): string => `${parts.store}:${parts.name}`
  const ref = { kind: 'secret-ref', ...parts }
  Object.defineProperties(ref, {
    toString: { value: print },
    toJSON: { value: print },
    [inspectKey]: { value: print },
    [bindingKey]: { value: Object.freeze({ ...binding }) },
  })
  return Object.freeze(ref) as SecretRef
}

/** The binding that {@link createSecretRef} left on a reference; undefined on one that was written by hand. */
export function findBinding(ref: SecretRef): StoreBinding | undefined {
  return (ref as { readonly [bindingKey]?: StoreBinding })[bindingKey]
}
