/** What is said of a secret store under test. @module */
import type { Awaitable } from '../../contract/awaitable.js'
import type { SecretStore } from '../../contract/secret-store.js'

/** A store and what is in it. */
export interface SecretStoreSubject {
  /** For titles. */
  readonly name: string
  /** Makes a store over the same secrets. Called more than once. */
  readonly make: () => Awaitable<SecretStore>
  /** Values by name, there before the first check. At least one; values are longer than 6 characters. */
  readonly present: Readonly<Record<string, string>>
  /** Names that are not there, and that the store takes for names. */
  readonly absent: readonly string[]
  /** Writes a value under a name; left out for a store that cannot be written. */
  readonly put?: (name: string, value: string) => Awaitable<void>
  /** Names that `put` takes and that are in nobody's way: at least 23, so that batches show. */
  readonly spare?: readonly string[]
  /** The same store with a source that never answers. */
  readonly makeHanging?: () => Awaitable<SecretStore>
  /** The same store with sources that fail; what they throw is searched for values. */
  readonly makeFailing?: readonly (() => Awaitable<SecretStore>)[]
}
