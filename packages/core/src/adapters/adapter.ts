/** The one seam between an event's shape and the chain. @module */
import type { AuthContext, EventSource } from '../contract/context.js'
import type { Decision, PolicyDocument } from '../contract/decision.js'
import type { ContextValue } from '../contract/identity.js'

/** What a handler returns to API Gateway. */
export type AuthorizerResponse =
  | {
      readonly principalId: string
      readonly policyDocument: PolicyDocument
      readonly context?: Readonly<Record<string, ContextValue | null>>
      readonly usageIdentifierKey?: string
    }
  | {
      readonly isAuthorized: boolean
      readonly context?: Readonly<Record<string, ContextValue | null>>
    }

/** An event, understood. */
export interface AuthorizerRequest {
  readonly context: AuthContext
  /** As the event had it: it holds what the caller sent. */
  readonly methodArn: string
}

/** How a decision is answered, where there is a choice. */
export interface AnswerSettings {
  readonly onUnauthenticated: 'throw' | 'deny'
  /** False leaves the expiry out of Allow policies. */
  readonly expiryCondition: boolean
}

/** What a request that could not be answered with a policy is answered with: API Gateway reads the message. */
export interface ThrownAnswer {
  readonly thrown: 'Unauthorized' | 'Authorizer failure'
}

/** One kind of event. */
export interface Adapter {
  readonly source: EventSource
  /** @throws failure `event.*` for an event of another shape. */
  toRequest(event: unknown, lambdaRequestId: string): AuthorizerRequest
  /** @throws forbidden `policy.unsafe_path` */
  toResponse(
    decision: Decision,
    request: AuthorizerRequest,
    settings: AnswerSettings,
  ): AuthorizerResponse | ThrownAnswer
}
