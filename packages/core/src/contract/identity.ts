/** What the chain knows about the caller so far. It only ever grows. @module */

/** What API Gateway can carry to the backend as one value. */
export type ContextValue = string | number | boolean

/**
 * The response context: what the backend reads in `$context.authorizer.*`. Flat by type, because API
 * Gateway answers 500 to an object or an array. `undefined` is left out; `null` arrives as JSON null.
 */
export type ResponseContext = Readonly<Record<string, ContextValue | null | undefined>>

/** Claims as in RFC 7519: any JSON under any name, not yet checked for shape. */
export type Claims = Readonly<Record<string, unknown>>

/** The part of an identity that does not depend on which plugins ran. */
export interface IdentityBase {
  /** The authenticated caller; undefined until a plugin establishes it. */
  readonly principalId: string | undefined
  /** OAuth scopes (RFC 6749 section 3.3) that the caller was granted; empty when none. */
  readonly scopes: readonly string[]
  /** Claims of the plugin that set the principal; empty when it gave none. */
  readonly claims: Claims
  /** What plugins passed for the backend so far. */
  readonly context: ResponseContext
  /** Earliest instant at which any plugin's answer ends (token `exp`, key expiry), in seconds since the epoch. */
  readonly expiresAtSeconds: number | undefined
}

/** What each plugin provided, under the name it stands under. */
export type Provisions = Readonly<Record<string, unknown>>

/** An identity together with what earlier plugins provided. */
export type Identity<P extends object = {}> = IdentityBase & Readonly<P>

/** What one plugin adds. Every part may be left out. */
export interface IdentityPatch<Provides = unknown> {
  /** Who the caller is. Counts according to the plugin's `principal` setting. */
  readonly principalId?: string
  readonly scopes?: readonly string[]
  readonly claims?: Claims
  /** For the backend; on equal keys the later plugin and then the config's `context` win. */
  readonly context?: ResponseContext
  /** When this answer ends, in seconds since the epoch. The earliest of all plugins counts. */
  readonly expiresAtSeconds?: number
  /** The API key value of a usage plan (REST APIs with `apiKeySource: AUTHORIZER`). Never the caller's secret. */
  readonly usageIdentifierKey?: string
  /** Stands on the identity under the plugin's name: `identity.<name>`. */
  readonly provides?: Provides
}

/** Names that a plugin cannot stand under, because the identity has them already. */
export const reservedNames: ReadonlySet<string> = new Set([
  'principalId',
  'scopes',
  'claims',
  'context',
  'expiresAtSeconds',
  'usageIdentifierKey',
])

/** The identity before any plugin ran. */
export const emptyIdentity: IdentityBase = Object.freeze({
  principalId: undefined,
  scopes: Object.freeze([]),
  claims: Object.freeze({}),
  context: Object.freeze({}),
  expiresAtSeconds: undefined,
})
