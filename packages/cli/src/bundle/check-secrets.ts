/** Keeps secrets out of environment variables and sources. @module */
import type { AuthchainConfig } from '@authchain/core'
import { ToolError } from '../tool-error.js'

const openStores: ReadonlySet<string> = new Set(['env', 'literal'])

/**
 * Refuses references to secrets that stand in the environment or in the source.
 *
 * @throws {@link ToolError} AC2005, naming plugin and store.
 */
export function checkSecrets(config: AuthchainConfig): void {
  for (const { name, requires } of config.plugins) {
    const open = requires.secrets?.find(({ store }) => openStores.has(store))
    if (open === undefined) continue
    // The name of a literal may be its value in a store that somebody else wrote.
    const reference = open.store === 'env' ? `env('${open.name}')` : 'literal(…)'
    throw new ToolError('AC2005', `${name} takes a secret from ${reference}`)
  }
}
