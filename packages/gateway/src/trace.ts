/** What happened to one request, for tools: a line in a terminal, an explanation, an inspector. @module */
import type { AssumptionName } from './assumptions.js'
import type { AuthorizerEvent } from './events/authorizer-event.js'
import type { PolicyDecision } from './policy-evaluator/evaluate-policy.js'
import type { ChainEvent } from './tracer.js'

/** How the authorizer cache took part: `BYPASS` is an authorizer without cache, `NONE` that it was not reached. */
export type CacheUse = 'HIT' | 'MISS' | 'BYPASS' | 'NONE'

/**
 * One request and its answer. No credential stands in it, except perhaps in `cause`, and within reach of the
 * contexts in `chain`, which answer for the request's headers when they are asked.
 */
export interface RequestTrace {
  readonly requestId: string
  readonly method: string
  /** As sent, without the query. */
  readonly path: string
  /** The route's template; null when no route serves the request. */
  readonly resource: string | null
  readonly methodArn: string | null
  readonly status: number
  /** `Failure`: nobody decided. The client gets a 5xx and never the backend. */
  readonly effect: 'Allow' | 'Deny' | 'Failure'
  /** In at most 60 characters. */
  readonly reason: string
  readonly principalId: string | null
  readonly cache: CacheUse
  /** How long the cached answer is still good; null when none is kept. */
  readonly ttlSecondsLeft: number | null
  readonly durationMilliseconds: number
  /** What the authorizer was sent, redacted; null when it was not invoked. */
  readonly event: AuthorizerEvent | null
  /** The policy that was evaluated; null when there was none. */
  readonly policyDocument: unknown
  readonly decision: PolicyDecision | null
  /** Index of the statement that decided; null when none matched. */
  readonly statement: number | null
  /** What the chain reported of its plugins; empty on a cache hit. It holds claims: never log it. */
  readonly chain: readonly ChainEvent[]
  /** Phrases of API Gateway's execution log, in order; of an HTTP API, which has none, access log variables. */
  readonly lines: readonly string[]
  /** What should be mended, such as a condition that cannot be evaluated. */
  readonly warnings: readonly string[]
  /** Undocumented behaviour that this answer rests on. */
  readonly assumptions: readonly AssumptionName[]
  /** What the authorizer threw. It may hold anything: never log it. */
  readonly cause: unknown
}

/** Everything that is known only at the end. */
export type TraceEnd = Pick<RequestTrace, 'status' | 'effect' | 'reason'>
