/** What a chain runs on here and never on Lambda: secrets from a file, and on demand the test issuer. @module */
import { createRuntime } from '@authchain/core'
import type { AuthchainConfig, RuntimeOptions, SecretStore } from '@authchain/core'
import { ToolError } from '../tool-error.js'
import { toLocalFolder } from './local-folder.js'
import { openLocalSecrets } from './local-secrets.js'
import { canStandIn, standInFor } from './stand-in.js'
import { openTestKeys } from './test-keys.js'
import type { TestKey } from './test-keys.js'
import { findTokenRules } from './token-rules.js'

/** The parts of a runtime that are local. */
export type LocalParts = Pick<RuntimeOptions, 'secretStores' | 'http'>

/** Opened once for a command. */
export interface LocalRuntime {
  /** Names of the stores that the file of secrets stands in for. */
  readonly stores: readonly string[]
  /** The test issuer's; undefined when it was not asked for. */
  readonly keys: readonly TestKey[] | undefined
  /**
   * The parts for one configuration, which may be another after each reload.
   *
   * @throws {@link ToolError} AC3009 when the test issuer was asked for and can stand in for nobody.
   */
  readonly partsFor: (config: AuthchainConfig) => LocalParts
}

/**
 * Opens it. Only `dev`, `invoke`, `explain` and `token` do: a build knows nothing of it.
 *
 * @param configPath - Absolute; the local folder is beside it.
 * @param withIssuer - Whether the keys of the configuration's issuers are replaced by the test issuer's.
 * @throws {@link ToolError} AC3007, AC3008 or AC3011 for a local file that cannot be used.
 */
export function openLocalRuntime(configPath: string, withIssuer: boolean): LocalRuntime {
  const folder = toLocalFolder(configPath)
  const secretStores: readonly SecretStore[] = openLocalSecrets(folder)
  const keys = withIssuer ? openTestKeys(folder) : undefined
  const { http } = createRuntime()
  return {
    stores: secretStores.map(({ name }) => name),
    keys,
    partsFor({ plugins }) {
      if (keys === undefined) return { secretStores }
      const rules = findTokenRules(plugins).filter(canStandIn)
      if (rules.length > 0) return { secretStores, http: standInFor(rules, keys, http) }
      throw new ToolError('AC3009', 'No jwt() of the configuration fetches keys of an issuer')
    },
  }
}
