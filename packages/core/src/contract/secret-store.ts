/** Secrets are named by reference and opened in set-up; a reference never holds a value that can be printed. @module */
import type { Awaitable } from './awaitable.js'

/** A reference, never a value: printing or serialising it shows store and name only. */
export interface SecretRef {
  readonly kind: 'secret-ref'
  readonly store: 'env' | 'ssm' | 'secrets-manager' | 'literal' | (string & {})
  readonly name: string
  /** A member of the secret when that is a JSON object. */
  readonly field?: string
}

/** A secret's value at one moment. `version` changes exactly when the value does. */
export interface SecretVersion {
  readonly value: string
  readonly version: string
}

/** Opened in set-up, read on every request: synchronous while fresh, so that rotation needs no new container. */
export interface Secret {
  /** @throws a failure `secret.unavailable` or `secret.missing`, naming store and name, never the value. */
  read(signal: AbortSignal): Awaitable<SecretVersion>
}

/** Where secrets live. */
export interface SecretStore {
  readonly name: SecretRef['store']
  /** All names in as few round trips as the store allows; a name that is not there is absent from the map. */
  load(names: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, SecretVersion>>
}
