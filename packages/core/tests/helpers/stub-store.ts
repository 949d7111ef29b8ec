/** A store in memory whose answers a test sets. */
import type { SecretStore, SecretVersion } from '../../src/index.js'

export interface StubStore extends SecretStore {
  /** The names of each load so far. */
  readonly loads: readonly (readonly string[])[]
  values: Record<string, string>
  /** Thrown in place of an answer. */
  fault: ((names: readonly string[]) => unknown) | undefined
  /** Awaited before the answer. */
  gate: Promise<unknown> | undefined
}

export function createStubStore(values: Record<string, string>, name = 'stub'): StubStore {
  const loads: (readonly string[])[] = []
  return {
    name,
    loads,
    values,
    fault: undefined,
    gate: undefined,
    async load(names) {
      loads.push(names)
      await this.gate
      const error = this.fault?.(names)
      if (error !== undefined) throw error
      const found = names.filter((each) => Object.hasOwn(this.values, each))
      return new Map<string, SecretVersion>(
        // The same version for every value: a store that does not do its part.
        found.map((each) => [each, { value: this.values[each] ?? '', version: '1' }]),
      )
    },
  }
}
