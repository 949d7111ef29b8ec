/**
 * Errors go by `kind` and `code`, never by class or message, so that two copies of this package in one
 * bundle still agree. Messages are constants: credentials and claim values never stand in them.
 *
 * @module
 */
import type { ContextValue } from './contract/identity.js'

/**
 * Why a request was denied: `plugin.reason`, each in snake_case (`jwt.expired`, `tenant.not_allowed`).
 * Stable and open-ended; safe to log and to alarm on.
 */
export type DenialCode = `${string}.${string}`

/** A fault of configuration or tools: `AC` and four digits, a closed table (see `faults.ts`). */
export type FaultCode = `AC${number}`

/**
 * | kind              | whose fault                     | becomes                                  |
 * | ----------------- | ------------------------------- | ---------------------------------------- |
 * | `unauthenticated` | the caller did not prove who    | 401                                      |
 * | `forbidden`       | the caller may not              | 403                                      |
 * | `failure`         | ours: a bug, an outage, no time | 500, never cached, never an Allow        |
 * | `config`          | the developer's                 | thrown at import, the function is closed |
 */
export type ErrorKind = 'unauthenticated' | 'forbidden' | 'failure' | 'config'

/** What every error of authchain carries. */
export interface AuthchainError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  /** Facts for tools and traces (an option's path, a parameter's name). Never a credential or a claim value. */
  readonly details: Readonly<Record<string, ContextValue>>
}

/** Second argument of {@link unauthenticated} and {@link forbidden}. */
export interface ErrorOptions {
  /** Where it came from. Kept for traces; never logged. */
  readonly cause?: unknown
  readonly details?: Readonly<Record<string, ContextValue>>
  /**
   * True when the same request may pass a moment later (a key not fetched yet, a token not valid yet).
   * Such a denial is never answered with a cacheable policy.
   */
  readonly transient?: boolean
}

const brand = Symbol.for('authchain.error')
const denialCode = /^[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}$/

abstract class BrandedError extends Error implements AuthchainError {
  abstract readonly kind: ErrorKind
  readonly code: string
  readonly details: Readonly<Record<string, ContextValue>>
  readonly transient: boolean

  constructor(message: string, code: string, options: ErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = Object.freeze({ ...options.details })
    this.transient = options.transient === true
    Object.defineProperty(this, brand, { value: true })
  }
}

/** The caller did not prove who they are. Made by {@link unauthenticated}. */
export class UnauthenticatedError extends BrandedError {
  override readonly name = 'UnauthenticatedError'
  override readonly kind = 'unauthenticated'
  declare readonly code: DenialCode
}

/** The caller is known and may not. Made by {@link forbidden}. */
export class ForbiddenError extends BrandedError {
  override readonly name = 'ForbiddenError'
  override readonly kind = 'forbidden'
  declare readonly code: DenialCode
}

/** A bug or an outage on our side; the chain makes it of everything else that is thrown. */
export class FailureError extends BrandedError {
  override readonly name = 'FailureError'
  override readonly kind = 'failure'
  declare readonly code: DenialCode
}

/** The configuration cannot run. Thrown while the configuration is evaluated, before any request. */
export class ConfigInvalidError extends BrandedError {
  override readonly name = 'ConfigInvalidError'
  override readonly kind = 'config'
  declare readonly code: FaultCode

  /**
   * @param code - A row of the table in `faults.ts`.
   * @param message - What is wrong, where (`plugins.config: jwt.issuer: …`) and how to mend it. Never a secret.
   */
  constructor(code: FaultCode, message: string, options: ErrorOptions = {}) {
    super(message, code, options)
  }
}

/**
 * Denies the request because the caller did not prove who they are: a credential that is missing where
 * one is demanded, or a bad one. API Gateway answers 401.
 *
 * For a credential that is another plugin's business return `abstain(…)` instead.
 *
 * @param code - `plugin.reason` in snake_case. A constant: it is logged.
 * @throws TypeError when the code is not of that form (inside a plugin this is a failure: 500).
 * @example A header that must be there
 * ```ts
 * if (context.header('x-tenant') === undefined) throw unauthenticated('tenant.missing')
 * ```
 */
export function unauthenticated(
  code: DenialCode,
  options: ErrorOptions = {},
): UnauthenticatedError {
  return new UnauthenticatedError(checkedCode(code), code, options)
}

/**
 * Denies the request although the caller is known. API Gateway answers 403, and caches it for the TTL.
 *
 * @param code - `plugin.reason` in snake_case. A constant: it is logged.
 * @throws TypeError when the code is not of that form (inside a plugin this is a failure: 500).
 * @example A tenant that is not served
 * ```ts
 * if (!served.has(tenant)) throw forbidden('tenant.not_allowed')
 * ```
 */
export function forbidden(code: DenialCode, options: ErrorOptions = {}): ForbiddenError {
  return new ForbiddenError(checkedCode(code), code, options)
}

/**
 * Says that authchain, a plugin or something it depends on failed. API Gateway answers 500, uncached.
 * Plugins need it seldom: anything else they throw is a failure too, under `<plugin>.failed`.
 *
 * @param code - `plugin.reason` in snake_case, for example `jwt.keys_unavailable`.
 * @throws TypeError when the code is not of that form.
 * @example An outage with a name to alarm on
 * ```ts
 * throw failure('tenant.directory_unavailable', { cause: error })
 * ```
 */
export function failure(code: DenialCode, options: ErrorOptions = {}): FailureError {
  return new FailureError(checkedCode(code), code, options)
}

/**
 * Tells an error of authchain (of any copy of this package) from every other value.
 *
 * @example
 * ```ts
 * if (isAuthchainError(error) && error.kind === 'config') console.error(error.code, error.message)
 * ```
 */
export function isAuthchainError(error: unknown): error is AuthchainError & { transient: boolean } {
  return error instanceof Error && (error as { [brand]?: unknown })[brand] === true
}

/** `apiKey` and `my-validator` → `api_key` and `my_validator`: how a plugin's name stands in its codes. */
export function toCodePrefix(pluginName: string): string {
  return pluginName
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
}

function checkedCode(code: string): string {
  if (typeof code === 'string' && denialCode.test(code)) return code
  throw new TypeError('A denial code is "plugin.reason", each part in snake_case')
}
