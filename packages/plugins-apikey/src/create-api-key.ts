/** Makes keys. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { ApiKeyRecord } from './api-key-record.js'
import { checkRecord } from './check-record.js'
import { toDigest } from './digest.js'
import { createKeyText, defaultPrefix, prefixPattern } from './key-format.js'

/** What the new key stands for. Everything may be left out. */
export interface CreateApiKeyOptions extends Partial<
  Pick<ApiKeyRecord, 'principalId' | 'scopes' | 'context' | 'expiresAtSeconds'>
> {
  /** The first part of the key, `[a-z][a-z0-9]{0,15}`; default `ac`. The plugin must expect the same. */
  readonly prefix?: string
  /** `'digest'` makes the digest the usage plan's key value. Absent: the key has no usage plan. */
  readonly usageIdentifierKey?: 'digest'
}

/** A new key. */
export interface CreatedApiKey {
  /** For the caller, shown once: it cannot be had from the record. */
  readonly key: string
  /** For the store. */
  readonly record: ApiKeyRecord
}

/**
 * Makes a random key and the record to store of it. The principal is `key:<id>` unless one is named.
 *
 * @throws {@link ConfigInvalidError} AC1003 for an option that no record can hold.
 * @example A key for one partner, until the end of 2027
 * ```ts
 * const { key, record } = createApiKey({
 *   principalId: 'partner-acme',
 *   scopes: ['orders:read'],
 *   expiresAtSeconds: Date.UTC(2028, 0, 1) / 1000,
 * })
 * ```
 */
export function createApiKey(options: CreateApiKeyOptions = {}): CreatedApiKey {
  const { prefix = defaultPrefix, usageIdentifierKey, ...facts } = options
  if (typeof prefix !== 'string' || !prefixPattern.test(prefix)) {
    throw invalid('.prefix', 'expected a letter and up to 15 letters or digits, lower case')
  }
  if (usageIdentifierKey !== undefined && usageIdentifierKey !== 'digest') {
    throw invalid('.usageIdentifierKey', "expected 'digest'")
  }
  const { id, key } = createKeyText(prefix)
  const digest = toDigest(key)
  const check = checkRecord({
    ...facts,
    id,
    digest,
    principalId: facts.principalId ?? `key:${id}`,
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey: digest }),
  })
  if (!('record' in check)) throw invalid(check.path, check.message)
  return Object.freeze({ key, record: check.record })
}

function invalid(path: string, message: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1003', `createApiKey${path}: ${message}`, {
    details: { path: `createApiKey${path}` },
  })
}
