/** The chain's answer. @module */
import type { DenialCode } from '../errors.js'
import type { AuthContext } from './context.js'
import type { IdentityBase, ResponseContext } from './identity.js'

/** One statement of an IAM policy as API Gateway takes it. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: 'execute-api:Invoke'
  readonly Resource: readonly string[]
  readonly Condition?: {
    readonly DateLessThanIfExists: { readonly 'aws:CurrentTime': string }
  }
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly PolicyStatement[]
}

/**
 * What an Allow opens: the whole stage, the one request, or what the route table says for this identity.
 */
export type PolicyScope =
  | { readonly kind: 'stage' }
  | { readonly kind: 'request' }
  | {
      readonly kind: 'routes'
      readonly statements: readonly PolicyStatement[]
      /** What the table says of the request itself. For logs: the statements decide. */
      readonly asked?: AskedRoute
    }

/** A request as a route table sees it. */
export interface AskedRoute {
  /** As written in the config; undefined when `defaultRule` decides, or for what no API can serve. */
  readonly pattern: string | undefined
  readonly allowed: boolean
}

/**
 * Says what an Allow opens for an identity that the plugins are content with.
 *
 * @throws forbidden `routes.denied` where the answer is for one request and its route is not allowed;
 *   whatever else it throws is a failure.
 */
export type ToScope = (identity: IdentityBase, context: AuthContext) => PolicyScope

/** The one Allow or the one Deny at the end of a chain. */
export type Decision<I extends object = IdentityBase> =
  | {
      readonly effect: 'Allow'
      readonly principalId: string
      readonly identity: I
      /** For the backend: plugins' and the config's, checked, without undefined. */
      readonly context: ResponseContext
      readonly usageIdentifierKey: string | undefined
      readonly policy: PolicyScope
    }
  | {
      readonly effect: 'Deny'
      readonly kind: 'unauthenticated' | 'forbidden' | 'failure'
      readonly code: DenialCode
      /** The plugin that decided; undefined when the chain itself did. */
      readonly plugin: string | undefined
      /** Who was denied, as far as a plugin had established it. For logs; never sent to API Gateway. */
      readonly principalId: string | undefined
      /** True when the same request may pass a moment later, so that the answer must not be cached. */
      readonly transient: boolean
      /** What was thrown, for tools. It may hold anything: never log it. */
      readonly cause: unknown
    }
