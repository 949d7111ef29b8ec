/** What a store works with when it is asked without a plugin. @module */
import type { ApiKeyStoreRuntime } from '../api-key-store.js'

const nothing = (): void => undefined

/** The system's clocks, and a logger that says nothing. */
export const systemRuntime: ApiKeyStoreRuntime = {
  clock: {
    nowMilliseconds: () => Date.now(),
    monotonicMilliseconds: () => performance.now(),
  },
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
}
