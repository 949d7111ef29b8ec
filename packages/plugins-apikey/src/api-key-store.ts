/** Where records are found. @module */
import type { PluginRequirements, PluginRuntime } from '@authchain/core'
import type { ApiKeyRecord } from './api-key-record.js'

/** What a store may use besides the network; the one of the plugin that asks. */
export type ApiKeyStoreRuntime = Pick<PluginRuntime, 'clock' | 'logger'>

/**
 * Finds the record of a key by its id.
 *
 * @example A table of your own
 * ```ts
 * const keys: ApiKeyStore = {
 *   kind: 'api-key-store',
 *   requires: { hosts: ['keys.example.com'] },
 *   find: async (id, signal) => table.get(id, { signal }),
 * }
 * ```
 */
export interface ApiKeyStore {
  readonly kind: 'api-key-store'
  /** Hosts, IAM statements and other facts about the store. The plugin declares them as its own. */
  readonly requires?: PluginRequirements
  /**
   * The record with this id, undefined when there is none. What is thrown, and a record of another shape or
   * with another id, is a failure (500), never a denial and never an Allow.
   *
   * @param id - 16 of `a-z2-7`, already checked.
   * @param runtime - The asking plugin's; left out, the store uses the system's clock and logs nothing.
   */
  find(
    id: string,
    signal: AbortSignal,
    runtime?: ApiKeyStoreRuntime,
  ): Promise<ApiKeyRecord | undefined>
}
