/** A route table as plain data: the same text for the compiler, the oracle and a printed counter-example. @module */

/** A rule. `flag` is an own function, of which the compiler cannot know what it asks. */
export type Rule =
  | 'allow'
  | 'deny'
  | { readonly scopes: readonly [string, ...string[]] }
  | { readonly eitherScope: readonly [string, string] }
  | { readonly bothScopes: readonly [string, string] }
  | { readonly flag: string }

/** One row: `GET /orders/{id}` and who may. */
export type Row = readonly [pattern: string, rule: Rule]

/** A table and the world that it is compiled for. */
export interface Table {
  readonly api: 'rest' | 'http'
  readonly rows: readonly Row[]
  /** Left out: deny. */
  readonly defaultRule?: Rule | undefined
  readonly deployed: 'unknown' | 'listed' | readonly string[]
  readonly policies: boolean
  readonly perRoute: boolean
}

/** A caller: granted scopes, and flags for own functions. */
export interface Caller {
  readonly scopes: readonly string[]
  readonly flags: readonly string[]
}

/** By definition: what a rule says of a caller. */
export function ruleAllows(rule: Rule, { scopes, flags }: Caller): boolean {
  if (rule === 'allow') return true
  if (rule === 'deny') return false
  if ('scopes' in rule) return rule.scopes.every((scope) => scopes.includes(scope))
  if ('eitherScope' in rule) return rule.eitherScope.some((scope) => scopes.includes(scope))
  if ('bothScopes' in rule) return rule.bothScopes.every((scope) => scopes.includes(scope))
  return flags.includes(rule.flag)
}
