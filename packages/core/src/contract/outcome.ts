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
  const copy: Record<string, unknown> = {}
  for (const [part, toCopy] of Object.entries(parts)) {
    const value: unknown = patch[part as keyof typeof parts]
    if (value !== undefined) copy[part] = toCopy(value, part)
  }
  return branded({ kind: 'pass', patch: Object.freeze(copy) })
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
  return branded({ kind: 'abstain', reason })
}

/** The answer of `optional` and `when` that takes no part. Not for plugin authors. */
export function skip(): Skip {
  return branded({ kind: 'skip' })
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

function branded<T>(outcome: object): T {
  return Object.freeze(Object.defineProperty(outcome, brand, { value: true })) as T
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== ''

type Copy = (value: unknown, part: string) => unknown

function checked(is: (value: unknown) => boolean): Copy {
  return (value, part) => {
    if (is(value)) return value
    throw new TypeError(`pass(): ${part} has the wrong shape`)
  }
}

const toRecord: Copy = checked(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
const toScopes: Copy = checked((value) => Array.isArray(value) && value.every(isName))
const toContext: Copy = checked((value) => value === null || isContextValue(value))

/** Each part is read once and copied, so that neither a getter nor a later change can make it another. */
const parts: Readonly<Record<keyof IdentityPatch, Copy>> = {
  principalId: checked(isName),
  scopes: (value, part) => toScopes(Array.isArray(value) ? Object.freeze([...value]) : value, part),
  claims: toRecord,
  context: (value, part) => {
    const entries = Object.entries(toRecord(value, part) as ResponseContext).filter(
      ([, item]) => item !== undefined,
    )
    return Object.freeze(
      Object.fromEntries(entries.map(([key, item]) => [key, toContext(item, part)])),
    )
  },
  expiresAtSeconds: checked(Number.isFinite),
  usageIdentifierKey: checked(isName),
  provides: (value) => value,
}
