/** Records that stand in the configuration. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { ApiKeyRecord } from '../api-key-record.js'
import type { ApiKeyStore } from '../api-key-store.js'
import { checkRecord } from '../check-record.js'

/**
 * A store over a list. All records are checked at once; a look-up costs the same whatever their number.
 * A key itself is refused: only its digest may stand in a configuration.
 *
 * @throws {@link ConfigInvalidError} AC1003 for a record that is wrong or has the id of another.
 * @example
 * ```ts
 * apiKey({ keys: inlineKeys([{ id: 'mzxw6ytboi2gk3tp', digest: '9f86…0a08', principalId: 'partner-acme' }]) })
 * ```
 */
export function inlineKeys(records: readonly ApiKeyRecord[]): ApiKeyStore {
  if (!Array.isArray(records)) throw invalid('', 'expected a list of records')
  const byId = new Map<string, ApiKeyRecord>()
  for (const [index, value] of (records as readonly unknown[]).entries()) {
    const check = checkRecord(value)
    if (!('record' in check)) throw invalid(`[${index}]${check.path}`, check.message)
    const { record } = check
    if (byId.has(record.id)) throw invalid(`[${index}].id`, 'another record has this id')
    byId.set(record.id, record)
  }
  return Object.freeze({ kind: 'api-key-store', find: async (id: string) => byId.get(id) })
}

function invalid(path: string, message: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1003', `plugins.config: inlineKeys${path}: ${message}`, {
    details: { path: `inlineKeys${path}` },
  })
}
