/** What a plugin may answer. Only values made here count. @module */
import type { ContextValue, IdentityPatch, ResponseContext } from './identity.js'

declare const outcomeBrand: unique symbol
/** Shared by all copies of this package, so that two of them in one bundle understand each other. */
const brand = Symbol.for('authchain.outcome')

/** This plugin is content; made by {@link pass}. */
export interface Pass<Provides = unknown> {
  readonly kind: 'pass'
  readonly patch: IdentityPatch<Provides>
  readonly [outcomeBrand]: true
}

/** No credential of mine here; made by {@link abstain}. */
export interface Abstain {
  readonly kind: 'abstain'
  readonly reason: string
  readonly [outcomeBrand]: true
}

/** Made only by `optional` and `when`: this plugin takes no part. A chain goes on; `anyOf` asks the next. */
export interface Skip {
  readonly kind: 'skip'
  readonly [outcomeBrand]: true
}

/** What a plugin author may return. Denying is throwing: `unauthenticated(…)` or `forbidden(…)`. */
export type Outcome<Provides = unknown> = Pass<Provides> | Abstain

/**
 * Says that this plugin is content and what it learnt about the caller.
 *
 * @param patch - What the identity gains. Checked and copied: later changes to the argument have no effect.
 * @throws TypeError when a part has the wrong shape; inside a plugin this is a failure (500), never an Allow.
 * @example
 * ```ts
 * return pass({ principalId: 'user-123', scopes: ['orders:read'], context: { tier: 'premium' } })
 * ```
 */
export function pass<const Provides = unknown>(
  patch: IdentityPatch<Provides> = {},
): Pass<Provides> {
  const { principalId, scopes, claims, context, expiresAtSeconds, usageIdentifierKey, provides } =
    patch
  const copy: Record<string, unknown> = {}
  if (principalId !== undefined) copy['principalId'] = checked(isName, principalId)
  if (scopes !== undefined) copy['scopes'] = Object.freeze([...checked(isScopes, scopes)])
  if (claims !== undefined) copy['claims'] = checked(isRecord, claims)
  if (context !== undefined) copy['context'] = copyContext(checked(isRecord, context))
  if (expiresAtSeconds !== undefined) {
    copy['expiresAtSeconds'] = checked(Number.isFinite, expiresAtSeconds)
  }
  if (usageIdentifierKey !== undefined) {
    copy['usageIdentifierKey'] = checked(isName, usageIdentifierKey)
  }
  if (provides !== undefined) copy['provides'] = provides
  return new Result('pass', Object.freeze(copy)) as unknown as Pass<Provides>
}

/**
 * Says that the request carries no credential of this plugin's kind. `anyOf` then asks the next plugin;
 * at the end of a chain it means 401. A credential that is there and bad is denied by throwing instead.
 *
 * @param reason - A constant for traces, such as `no bearer token`. Never a value of the request.
 * @example
 * ```ts
 * if (context.token === undefined) return abstain('no bearer token')
 * ```
 */
export function abstain(reason: string): Abstain {
  if (typeof reason !== 'string') throw new TypeError('abstain() takes a reason in words')
  return new Result('abstain', undefined, reason) as unknown as Abstain
}

/** The answer of `optional` and `when` that takes no part. Not for plugin authors. */
export function skip(): Skip {
  return new Result('skip') as unknown as Skip
}

/** Tells results made here (by any copy of this package) from whatever else a plugin returned. */
export function isOutcome(value: unknown): value is Pass | Abstain | Skip {
  return (
    typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true
  )
}

/** True for text, finite numbers and booleans: what API Gateway carries in the response context. */
export function isContextValue(value: unknown): value is ContextValue {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  )
}

/** The brand stands on the prototype, so that a changed copy of a result does not carry it. */
class Result {
  readonly kind: string
  readonly patch: object | undefined
  readonly reason: string | undefined

  constructor(kind: string, patch?: object, reason?: string) {
    this.kind = kind
    this.patch = patch
    this.reason = reason
    Object.freeze(this)
  }

  get [brand](): true {
    return true
  }
}

function checked<T>(is: (value: unknown) => boolean, value: T): T {
  if (is(value)) return value
  throw new TypeError('pass(): a part has the wrong shape')
}

/** Each value is read once, so that a getter cannot be one thing when checked and another when used. */
function copyContext(context: ResponseContext): ResponseContext {
  const copy: Record<string, ContextValue | null> = {}
  for (const key of Object.keys(context)) {
    const value: unknown = context[key]
    if (value === undefined) continue
    checked((item) => item === null || isContextValue(item), value)
    if (key !== '__proto__') copy[key] = value as ContextValue | null
  }
  return Object.freeze(copy)
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isScopes = (value: unknown): boolean => Array.isArray(value) && value.every(isName)
const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
