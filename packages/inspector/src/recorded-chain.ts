/** The chain in a record, step by step. Types only. @module */

/** One plugin or combinator. Bars of a waterfall: `startMilliseconds` counts from the chain's first plugin. */
export interface ChainStep {
  readonly plugin: string
  /** A `plugin` has no members; `any`, `all` and `maybe` (`optional`, `when`) have. */
  readonly shape: 'plugin' | 'any' | 'all' | 'maybe'
  /**
   * `not-asked`: the chain had decided before, or a condition was not met. A combinator has the outcome that the
   * chain saw.
   */
  readonly outcome:
    | 'pass'
    | 'abstain'
    | 'skip'
    | 'unauthenticated'
    | 'forbidden'
    | 'failure'
    | 'not-asked'
  /** Denial code; null unless it denied or failed. */
  readonly code: string | null
  /** Why it abstained, in the plugin's words; null otherwise. */
  readonly reason: string | null
  /** null when not asked. */
  readonly startMilliseconds: number | null
  readonly durationMilliseconds: number | null
  /** What it added to the identity; empty unless it passed. */
  readonly added: readonly Addition[]
  readonly members: readonly ChainStep[]
}

/** One thing that a plugin added. Claims and provided facts are named only, as values of claims stay private. */
export interface Addition {
  readonly part:
    | 'principal'
    | 'scopes'
    | 'claims'
    | 'context'
    | 'provides'
    | 'expires'
    | 'usage-key'
  /** Name of the claim, context key or provided fact; empty where the part has only one value. */
  readonly name: string
  /** Principal, scope, context value or instant; null where the value is not shown. */
  readonly value: string | number | boolean | null
}
