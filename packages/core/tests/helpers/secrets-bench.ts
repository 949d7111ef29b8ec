/** Secrets over a store in memory, a clock that stands still and a logger that keeps its lines. */
import type { Secret, SecretRef } from '../../src/index.js'
import { createSecretRef } from '../../src/secrets/secret-ref.js'
import { createSecrets } from '../../src/secrets/secret.js'
import { createTestClock, createTestLogger } from '../../src/testing/index.js'
import type { TestClock } from '../../src/testing/index.js'
import { createStubStore } from './stub-store.js'
import type { StubStore } from './stub-store.js'

/** The value of the secret `a`; nothing may ever quote it. */
export const value = 'correct-horse-battery-staple'
export const second = 1000
export const hour = 3600 * second

export interface SecretsBench {
  readonly clock: TestClock
  readonly logger: ReturnType<typeof createTestLogger>
  readonly store: StubStore
  /** What `random` gives; 0.5 makes every age exactly what it is on average. */
  random: number
  refTo(name: string, field?: string): SecretRef
  create(): ReturnType<typeof createSecrets>
  /** One secret of secrets of its own. */
  open(name: string, field?: string): Promise<Secret>
}

export function createBench(): SecretsBench {
  const clock = createTestClock()
  const logger = createTestLogger()
  const store = createStubStore({ a: value, b: 'value-b', c: 'value-c' })
  const loadStore = (): StubStore => store
  return {
    clock,
    logger,
    store,
    random: 0.5,
    refTo(name, field) {
      const parts = { store: 'stub', name, ...(field === undefined ? {} : { field }) }
      return createSecretRef(parts, { loadStore, isConstant: false })
    },
    create() {
      return createSecrets({ clock, logger, random: () => this.random })
    },
    async open(name, field) {
      return this.create().open(this.refTo(name, field))
    },
  }
}

/** What a read threw or rejected with. */
export async function errorOf(act: () => unknown): Promise<unknown> {
  try {
    await act()
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}
