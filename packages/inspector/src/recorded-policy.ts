/** The policy in a record, statement by statement. Types only. @module */
import type { Json } from './record.js'

/** The policy that was evaluated, from the authorizer or from the cache. */
export interface RecordedPolicy {
  readonly document: Json
  /** UTF-8 bytes of the document as JSON. */
  readonly bytes: number
  /** Of this request. */
  readonly decision: 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'
  /** Index of the statement that decided; null when none matched. */
  readonly statement: number | null
  /**
   * `condition`: a statement would have allowed, but its condition does not hold (an expired credential).
   * `not-covered`: no statement names this method and path.
   */
  readonly why: 'allow' | 'explicit-deny' | 'not-covered' | 'condition'
  readonly statements: readonly EvaluatedStatement[]
  /** What else the same answer opens or closes while it is cached; empty without a cache. */
  readonly opens: readonly OpenedRoute[]
}

/** How one statement stands to this request. */
export interface EvaluatedStatement {
  readonly index: number
  readonly effect: 'Allow' | 'Deny'
  readonly matchesAction: boolean
  readonly matchesResource: boolean
  /** `unknown`: it cannot be evaluated; then an Allow does not apply and a Deny does. */
  readonly conditions: readonly EvaluatedCondition[]
  readonly applies: boolean
}

/** One condition of a statement. */
export interface EvaluatedCondition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
  /** The request's; null when it has none. */
  readonly actual: string | null
  readonly holds: 'yes' | 'no' | 'unknown'
}

/** What the policy says about another route of the API. */
export interface OpenedRoute {
  /** `GET /orders/{id}`, or `DELETE /orders/*` as the policy's own resource writes it. */
  readonly route: string
  /** `table`: a route of the API. `policy`: a resource of the policy. `seen`: a request that was recorded. */
  readonly from: 'table' | 'policy' | 'seen'
  readonly decision: 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'
}
