/** What {@link apiKey} takes. @module */
import type { StandardSchemaV1 } from '@authchain/core'
import { custom, object, optional, schema, string } from '@authchain/core/schema'
import type { ApiKeyStore } from './api-key-store.js'
import { prefixPattern } from './key-format.js'

/**
 * Where the caller puts the key: the whole value of a header, query parameter or cookie, or after `Bearer `
 * in the header that carries the credential.
 */
export type ApiKeySource = `header:${string}` | `query:${string}` | `cookie:${string}` | 'bearer'

/** Options of {@link apiKey}. */
export interface ApiKeyOptions {
  /** The records: {@link inlineKeys}, {@link ssmKeys} or a store of your own. */
  readonly keys: ApiKeyStore
  /** Default `header:x-api-key`. Query parameters end up in logs: take one only where nothing else works. */
  readonly from?: ApiKeySource | undefined
  /** The first part of the keys, `[a-z][a-z0-9]{0,15}`; default `ac`. */
  readonly prefix?: string | undefined
}

/** Names as in RFC 9110 section 5.6.2 (`token`), which cookie names share; query names may hold more. */
const sourcePattern =
  /^(?:bearer|(?:header|cookie):[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}|query:[\x21-\x7e]{1,128})$/

/** Checks the options when the factory is called. */
export const apiKeyOptions: StandardSchemaV1<ApiKeyOptions> = schema<ApiKeyOptions>(
  object({
    keys: custom<ApiKeyStore>(isStore, 'inlineKeys(), ssmKeys() or another ApiKeyStore'),
    from: optional(
      string(sourcePattern, "'bearer', 'header:<name>', 'query:<name>' or 'cookie:<name>'"),
    ),
    prefix: optional(string(prefixPattern, 'a letter and up to 15 letters or digits, lower case')),
  }) as never,
)

function isStore(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const store = value as Partial<ApiKeyStore>
  return store.kind === 'api-key-store' && typeof store.find === 'function'
}
