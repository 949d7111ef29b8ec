/**
 * One recorded request as JSON: what `authchain explain --json` prints and what the inspector shows.
 *
 * Types only. Every value is JSON; nothing is undefined. No credential stands in a record: it is redacted where
 * it is made (`***`). Claims are named, never quoted. Durations are in milliseconds, instants are ISO 8601 in UTC
 * by the gateway's clock, which may be ahead of the system's.
 *
 * @module
 */
import type { ChainStep } from './recorded-chain.js'
import type { RecordedPolicy } from './recorded-policy.js'

export type { Addition, ChainStep } from './recorded-chain.js'
export type {
  EvaluatedCondition,
  EvaluatedStatement,
  OpenedRoute,
  RecordedPolicy,
} from './recorded-policy.js'

/** Any JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** One request and everything that is known of its answer. */
export interface RequestRecord {
  readonly schemaVersion: 1
  /** API Gateway's request id: unique. */
  readonly id: string
  /** Counts up by one per recorded request of a server, replays included. */
  readonly sequence: number
  readonly time: string
  /** `replay`: made by the inspector. `explain`: made by the command. */
  readonly origin: 'client' | 'replay' | 'explain'
  /** The record that this one repeats; null when it repeats none. */
  readonly replayOf: string | null
  readonly request: RecordedRequest
  readonly route: RecordedRoute
  /** What the client got. */
  readonly answer: RecordedAnswer
  /** `Failure`: nobody decided, the client got a 5xx and the backend was not asked. */
  readonly effect: 'Allow' | 'Deny' | 'Failure'
  /** At most 60 characters: what a list shows beside the status. */
  readonly reason: string
  /** Denial code of the chain, `jwt.expired`; null when the chain gave none or was not asked. */
  readonly code: string | null
  readonly principalId: string | null
  readonly durationMilliseconds: number
  /** Who answers, and how it is set up. */
  readonly authorizer: RecordedAuthorizer | null
  readonly cache: RecordedCache
  /** In the order of the config; empty on a cache hit and for a hand-written handler. */
  readonly chain: readonly ChainStep[]
  readonly decision: RecordedDecision
  /** null when no policy was evaluated. */
  readonly policy: RecordedPolicy | null
  /** Phrases of API Gateway's execution log, in order. */
  readonly lines: readonly string[]
  /** What would surprise; see also {@link Advice}. */
  readonly warnings: readonly string[]
  /** Undocumented behaviour of API Gateway, by name, that this answer rests on. */
  readonly assumptions: readonly string[]
  /** The event that the authorizer got, credentials redacted; null when it was not invoked. */
  readonly event: { readonly [key: string]: Json } | null
  /** What to change, most useful first; empty when there is nothing to say. */
  readonly advice: readonly Advice[]
}

/** A header or a query parameter. Several of one name are several pairs, in order. */
export interface RecordedValue {
  readonly name: string
  /** `***` when redacted. */
  readonly value: string
  readonly isRedacted: boolean
}

/** What the caller sent. */
export interface RecordedRequest {
  readonly method: string
  /** As sent, without the query. */
  readonly path: string
  readonly query: readonly RecordedValue[]
  readonly headers: readonly RecordedValue[]
  readonly sourceIp: string
  readonly bodyBytes: number
}

/** Where it was routed to. */
export interface RecordedRoute {
  /** `/orders/{id}`; null when no route serves the request. */
  readonly resource: string | null
  /** `arn:aws:execute-api:…/dev/GET/orders/7`; null with no route. */
  readonly methodArn: string | null
}

/** What the client got. */
export interface RecordedAnswer {
  readonly status: number
  /** `gateway`: API Gateway answered and the backend was never asked. */
  readonly from: 'gateway' | 'backend'
  readonly headers: readonly RecordedValue[]
  readonly bodyBytes: number
  /** The gateway's own body, at most 2048 characters; null for a backend's, which may hold anything. */
  readonly body: string | null
}

/** The authorizer as the API has it. */
export interface RecordedAuthorizer {
  /** `REST API, REQUEST authorizer`. */
  readonly title: string
  /** In the API's own grammar: `method.request.header.Authorization`. */
  readonly identitySources: readonly string[]
  /** 0: no cache. */
  readonly ttlSeconds: number
  /** Names of the plugins in order, `anyOf(apiKey, jwt)`; empty for a hand-written handler. */
  readonly plugins: readonly string[]
}

/** The part of the authorizer cache. */
export interface RecordedCache {
  /** `BYPASS`: the authorizer has no cache. `NONE`: the authorizer was not reached. */
  readonly use: 'HIT' | 'MISS' | 'BYPASS' | 'NONE'
  /**
   * Sixteen hexadecimal digits that are equal for equal keys of one server and say nothing of the credential (HMAC
   * with a key of its own). null without a cache.
   */
  readonly key: string | null
  readonly ttlSeconds: number
  /** How long the answer is still kept; null when none is kept. */
  readonly secondsLeft: number | null
  /** On a HIT: the request whose answer was used. */
  readonly from: CacheOrigin | null
}

/** The request that filled a cache entry. */
export interface CacheOrigin {
  /** Its record, which may be gone from the list. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly time: string
}

/** What came out. */
export interface RecordedDecision {
  /**
   * | value             | who decided                                                            |
   * | ----------------- | ---------------------------------------------------------------------- |
   * | `allowed`         | the policy (or the simple response) allows                              |
   * | `unauthenticated` | 401: identity source missing, or the authorizer threw `Unauthorized`    |
   * | `forbidden`       | 403: the chain denied                                                   |
   * | `policy`          | 403: the policy does not allow this request, though the caller is known |
   * | `failure`         | 5xx: bug, outage, timeout, an answer that is none                       |
   * | `gateway`         | the API itself: no route, resource policy, usage plan, malformed        |
   * | `public`          | the route has no authorizer                                             |
   */
  readonly kind:
    | 'allowed'
    | 'unauthenticated'
    | 'forbidden'
    | 'policy'
    | 'failure'
    | 'gateway'
    | 'public'
  /** The plugin that denied; null when none did. */
  readonly plugin: string | null
  /** One or two sentences for people. */
  readonly explanation: string
  /** What the backend gets as `$context.authorizer.*`; null when it was not asked. Sensitive names are `***`. */
  readonly context: { readonly [key: string]: string | number | null } | null
}

/** What to change. */
export interface Advice {
  /** Denial code, `AC` code, or a name such as `cache.not_covered`. */
  readonly code: string
  readonly level: 'error' | 'warning' | 'info'
  /** At most one line. */
  readonly title: string
  /** What to do, in one to three sentences. */
  readonly fix: string
  /** An https: address of the documentation; null when there is none. Show it as text or a link; never fetch it. */
  readonly link: string | null
}
