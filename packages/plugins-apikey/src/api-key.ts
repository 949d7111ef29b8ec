/** Authenticates a caller by an API key. @module */
import {
  abstain,
  definePlugin,
  failure,
  isAuthchainError,
  pass,
  unauthenticated,
} from '@authchain/core'
import type {
  IdentityPatch,
  PluginFactory,
  PluginRequirements,
  ResponseContext,
} from '@authchain/core'
import type { ApiKeyRecord } from './api-key-record.js'
import type { ApiKeyStore, ApiKeyStoreRuntime } from './api-key-store.js'
import { checkFoundRecord } from './check-record.js'
import { createCredentialReader, toInput } from './credential.js'
import { isSameDigest, toDigest } from './digest.js'
import { defaultPrefix, findKeyParts } from './key-format.js'
import { apiKeyOptions } from './options.js'
import type { ApiKeyOptions } from './options.js'

/** What stands on the identity: `identity.apiKey`. */
export interface ApiKeyProvision {
  /** Which key it was. Not a secret. */
  readonly id: string
  /** The record's `context`; empty when it has none. */
  readonly metadata: ResponseContext
}

const defaultSource = 'header:x-api-key'

/**
 * Authenticates a caller by a key that {@link createApiKey} made.
 *
 * | the request                                       | the answer                                |
 * | ------------------------------------------------- | ----------------------------------------- |
 * | nothing where the key should stand                | abstains                                  |
 * | `bearer`: another scheme, or another prefix       | abstains                                  |
 * | anything else that is no key, or a mistyped one   | 401 `api_key.malformed`, without a look-up |
 * | an id that nobody has, or the wrong secret        | 401 `api_key.unknown`                     |
 * | the right key, out of use                         | 401 `api_key.disabled`                    |
 * | the right key, too late                           | 401 `api_key.expired`                     |
 * | the store throws                                  | 500 `api_key.store_failed`, or the failure that it threw |
 * | the store answers a wrong record                  | 500 `api_key.record_invalid`              |
 * | the right key                                     | passes                                    |
 *
 * It passes the record's principal, scopes, expiry and usage plan key, and provides `id` and `metadata`;
 * of the metadata nothing reaches the backend unless the config's `context` says so. That a key was disabled
 * or has expired is told only to those who hold it.
 *
 * @throws {@link ConfigInvalidError} AC1003 or AC1004 for options that are wrong, AC1013 for settings.
 * @example Keys and tokens in one header, cacheable
 * ```ts
 * anyOf(apiKey({ keys: ssmKeys('/orders/api-keys'), from: 'bearer' }), jwt({ issuer, audience }))
 * ```
 */
export const apiKey: PluginFactory<'apiKey', ApiKeyOptions, ApiKeyProvision> = definePlugin({
  name: 'apiKey',
  options: apiKeyOptions,
  requires: ({ keys, from = defaultSource }) => withCredential(keys.requires, from),
  setup({ keys, from = defaultSource, prefix = defaultPrefix }, runtime) {
    const findCredential = createCredentialReader(from, prefix)

    return async (context, _identity, call) => {
      const key = findCredential(context)
      if (key === undefined) return abstain('no API key')
      const parts = findKeyParts(key, prefix)
      if (parts === undefined) throw unauthenticated('api_key.malformed')

      // The hash and the comparison are the same whether there is such a key or not.
      const digest = toDigest(key)
      const record = await findRecord(keys, parts.id, call.signal, runtime)
      if (!isSameDigest(digest, record?.digest) || record === undefined) {
        throw unauthenticated('api_key.unknown')
      }
      if (record.disabled === true) throw unauthenticated('api_key.disabled')
      if (hasExpired(record, runtime.clock.nowMilliseconds())) {
        throw unauthenticated('api_key.expired')
      }
      return pass(toPatch(record))
    }
  },
})

function withCredential(
  requires: PluginRequirements = {},
  from: NonNullable<ApiKeyOptions['from']>,
): PluginRequirements {
  return { ...requires, credentials: [toInput(from)] }
}

/** Whatever goes wrong in a store is ours, even a denial that it throws. */
async function findRecord(
  keys: ApiKeyStore,
  id: string,
  signal: AbortSignal,
  runtime: ApiKeyStoreRuntime,
): Promise<ApiKeyRecord | undefined> {
  let found: unknown
  try {
    found = await keys.find(id, signal, runtime)
  } catch (error) {
    if (isAuthchainError(error) && error.kind === 'failure') throw error
    throw failure('api_key.store_failed', { cause: error })
  }
  return found === undefined ? undefined : checkFoundRecord(found, id)
}

function hasExpired({ expiresAtSeconds }: ApiKeyRecord, nowMilliseconds: number): boolean {
  // Written so that a clock that gives nonsense counts as too late.
  return expiresAtSeconds !== undefined && !(nowMilliseconds < expiresAtSeconds * 1000)
}

function toPatch(record: ApiKeyRecord): IdentityPatch<ApiKeyProvision> {
  const { id, principalId, scopes = [], expiresAtSeconds, usageIdentifierKey } = record
  return {
    principalId,
    scopes,
    ...(expiresAtSeconds === undefined ? {} : { expiresAtSeconds }),
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
    provides: Object.freeze({ id, metadata: record.context ?? noMetadata }),
  }
}

const noMetadata: ResponseContext = Object.freeze({})
