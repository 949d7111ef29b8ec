/** What is stored of a key: who it stands for, and a digest in place of the key. @module */
import type { ResponseContext, StandardSchemaV1 } from '@authchain/core'
import {
  array,
  boolean,
  custom,
  number,
  object,
  optional,
  record,
  refine,
  schema,
  string,
} from '@authchain/core/schema'
import { toDigest } from './digest.js'
import { idPattern } from './key-format.js'

/** One key as a store holds it. Nothing in it lets anyone in. */
export interface ApiKeyRecord {
  /** The middle part of the key, 16 of `a-z2-7`. */
  readonly id: string
  /** SHA-256 of the whole key in lower-case hex. */
  readonly digest: string
  /** Who the caller is; `key:<id>` unless the key was made for somebody. */
  readonly principalId: string
  /** Scopes that the key grants; none when absent. */
  readonly scopes?: readonly string[]
  /** Facts about the key for `identity.apiKey.metadata`. They do not reach the backend by themselves. */
  readonly context?: ResponseContext
  /** The first instant at which the key no longer works, in seconds since the epoch; never when absent. */
  readonly expiresAtSeconds?: number
  /** True takes the key out of use. */
  readonly disabled?: boolean
  /** Value of the usage plan's key in API Gateway, 20 to 128 characters: the digest, never the key itself. */
  readonly usageIdentifierKey?: string
}

/** Digits of a millisecond count would be a date 50 000 years away: a key that never expires. */
const latestSeconds = 99_999_999_999

const contextValue = custom<ResponseContext[string]>(
  (value) =>
    value === null ||
    value === undefined ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)),
  'text, number, boolean or null',
)

/** Checks a record, wherever it came from. Unknown keys are refused: a misspelt expiry would be no expiry. */
export const apiKeyRecord: StandardSchemaV1<ApiKeyRecord> = schema<ApiKeyRecord>(
  refine(
    object({
      id: string(idPattern, 'the id of a key, 16 of a-z and 2-7'),
      digest: string(
        /^[0-9a-f]{64}$/,
        'the SHA-256 of a key in 64 lower-case hex digits, never the key itself',
      ),
      principalId: string(),
      scopes: optional(array(string())),
      context: optional(record(contextValue)),
      expiresAtSeconds: optional(number(0, latestSeconds)),
      disabled: optional(boolean()),
      usageIdentifierKey: optional(string(/^[\x21-\x7e]{20,128}$/, '20 to 128 characters')),
    }),
    ({ digest, usageIdentifierKey = digest }) => {
      if (usageIdentifierKey === digest || toDigest(usageIdentifierKey) !== digest) return undefined
      return { path: ['usageIdentifierKey'], message: 'The key itself must not be stored' }
    },
  ),
)
