/** How a realistic API is written down. @module */
import type { Caller, Row, Rule, Table } from '../model/table.js'

/** One API, its typical callers, and what the compiler is expected to make of it. */
export interface Api {
  readonly name: string
  readonly api: Table['api']
  readonly rows: readonly Row[]
  readonly defaultRule?: Rule
  /** By role: the scopes they hold. */
  readonly roles: Readonly<Record<string, readonly string[]>>
  /** The step when nothing is known of what is deployed, and when only the table's routes are. */
  readonly steps: { readonly unknown: ExpectedStep; readonly listed: ExpectedStep }
  /** Why it is not step 1: the requests that cannot be held apart. */
  readonly why?: string
}

type ExpectedStep = 'complete' | 'listed' | 'per-route'

/** Routes that one scope opens. */
export function needs(scope: string, ...patterns: readonly string[]): readonly Row[] {
  return patterns.map((pattern) => [pattern, { scopes: [scope] }])
}

/** Routes that everybody who is known may call. */
export function open(...patterns: readonly string[]): readonly Row[] {
  return patterns.map((pattern) => [pattern, 'allow'])
}

/** The roles as callers. */
export function toCallers({ roles }: Api): readonly Caller[] {
  return Object.values(roles).map((scopes) => ({ scopes, flags: [] }))
}

/** The texts of an API's paths, for requests that come near them. */
export function literalsOf({ rows }: Api): readonly string[] {
  const texts = rows.flatMap(([pattern]) => pattern.split(/[ /]/).slice(2))
  return [...new Set(texts.filter((text) => text !== '' && !/[{*]/.test(text)))]
}
