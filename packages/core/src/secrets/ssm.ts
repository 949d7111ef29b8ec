/** Secrets in AWS Systems Manager Parameter Store. @module */
import type { SecretRef, SecretStore } from '../contract/secret-store.js'
import { ConfigInvalidError } from '../errors.js'
import { createSecretRef } from './secret-ref.js'
import { createSecrets } from './secret.js'
import { createSsmStore } from './ssm-store.js'

/** A name with its path. Without `:version` or `:label`: what is pinned cannot be rotated. */
const parameterName = /^\/?[\w.-]+(?:\/[\w.-]+)*$/
/** AWS counts the ARN in; this leaves room for it. */
const longestName = 1011

/** Second argument of {@link ssm}. */
export interface SsmOptions {
  /** The member to take when the parameter's value is a JSON object. It must be text. */
  readonly field?: string
}

/**
 * Refers to a parameter, which should be a `SecureString`. The value is decrypted when it is read, kept
 * for five minutes (±10 %; `POWERTOOLS_PARAMETERS_MAX_AGE` in seconds changes that) and read anew within
 * the request that finds it too old. While Parameter Store is out of reach, the last known value serves
 * for up to a day.
 *
 * The package `@aws-sdk/client-ssm` is loaded with the first read. The function's role needs
 * `ssm:GetParameters` on the parameter, and `kms:Decrypt` when the key is not `aws/ssm`.
 *
 * @param name - `/path/name`. ARNs, and selectors such as `:3`, are not taken.
 * @throws {@link ConfigInvalidError} AC1001 for another name, or a field that is no text.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 * @example
 * ```ts
 * jwt({ issuer, audience, secret: ssm('/orders/auth', { field: 'jwtSecret' }) })
 * ```
 */
export function ssm(name: string, options: SsmOptions = {}): SecretRef {
  if (typeof name !== 'string' || name.length > longestName || !parameterName.test(name)) {
    throw new ConfigInvalidError(
      'AC1001',
      "plugins.config: ssm(): expected the name of a parameter, for example '/orders/jwt-secret'",
    )
  }
  const { field } = options
  if (field !== undefined && (typeof field !== 'string' || field === '')) {
    throw new ConfigInvalidError('AC1001', 'plugins.config: ssm(): expected field to be text')
  }
  return createSecretRef(
    { store: 'ssm', name, ...(field === undefined ? {} : { field }) },
    { loadStore: findSsmStore, isConstant: false, createSecrets },
  )
}

/** One function for all references: their names are asked for together. */
function findSsmStore(): SecretStore {
  return createSsmStore()
}
