/** What is to become of a request: the backend, or an answer of the gateway's own. @module */
import type { AuthorizerContext } from './integration/integration.js'
import type { ResponseKind } from './gateway-responses/response-type.js'

/** The pipeline's verdict. There is one way to the backend. */
export type Verdict =
  | {
      readonly kind: 'forward'
      readonly reason: string
      /** undefined on a public route. */
      readonly authorizer: AuthorizerContext | undefined
    }
  | Refusal

/** The gateway answers itself. */
export interface Refusal {
  readonly kind: 'answer'
  readonly effect: 'Deny' | 'Failure'
  readonly reason: string
  readonly response: ResponseKind
  /** For templates of gateway responses; empty when the authorizer said nothing. */
  readonly context: ReadonlyMap<string, string | null>
}

const nothing: ReadonlyMap<string, string | null> = new Map()

/** The caller may not. */
export function denied(
  response: ResponseKind,
  reason: string,
  context: ReadonlyMap<string, string | null> = nothing,
): Refusal {
  return { kind: 'answer', effect: 'Deny', reason, response, context }
}

/** Nobody could decide. */
export function failed(response: ResponseKind, reason: string): Refusal {
  return { kind: 'answer', effect: 'Failure', reason, response, context: nothing }
}
