/** What a request says, independent of the event it came in. @module */

/** Which event API Gateway sent. */
export type EventSource = 'rest-token' | 'rest-request' | 'http-v1' | 'http-v2' | 'websocket'

/**
 * An input of the request that a decision may depend on. The cache plan and the identity sources are
 * made of these. Header names are compared without case, query and cookie names with it. `token` is
 * the header that carries the credential: the same input as `header:authorization` wherever the event
 * has headers.
 */
export type RequestInput =
  | `header:${string}`
  | `query:${string}`
  | `cookie:${string}`
  | `stage-variable:${string}`
  | 'token'
  | 'method'
  | 'path'
  | 'route'
  | 'path-parameters'
  | 'source-ip'
  | 'user-agent'
  | 'client-certificate'

/** The API and stage that ask; never the method or the path, which are inputs of their own. */
export interface ResourceArn {
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string
  readonly region: string
  readonly accountId: string
  readonly apiId: string
  readonly stage: string
}

/**
 * What a request says. It is frozen, and a plugin sees only what it declared in `requires`: reading any
 * other input is a failure, in production too, because a cached answer is right only if every input it
 * depends on is known.
 */
export interface AuthContext {
  readonly source: EventSource
  /** API Gateway's request id; of a TOKEN event, which has none, Lambda's. Empty when there is neither. */
  readonly requestId: string
  /** Raw value of the header that carries the credential: TOKEN `authorizationToken`, elsewhere `Authorization`. `Bearer ` is kept. */
  readonly token: string | undefined
  /** Verb as sent; undefined on WebSocket. Of a TOKEN event it is read from `methodArn`. */
  readonly method: string | undefined
  /** As sent, with the leading slash, without stage and query; undefined on WebSocket. Of a TOKEN event it is read from `methodArn`. */
  readonly path: string | undefined
  /** Route template (`/orders/{id}`), HTTP API `routeKey`, `$connect`; undefined on TOKEN. */
  readonly route: string | undefined
  readonly sourceIp: string | undefined
  readonly resourceArn: ResourceArn
  /** The one value, undefined when absent. Two distinct values deny the request. TOKEN knows only the configured header. */
  header(name: string): string | undefined
  /** The one value, decoded by API Gateway; undefined when absent. Two distinct values deny the request. */
  query(name: string): string | undefined
  /** The one value as sent, undefined when absent. Two distinct values deny the request. */
  cookie(name: string): string | undefined
  /** As sent: percent-encoding is kept. */
  pathParameter(name: string): string | undefined
  stageVariable(name: string): string | undefined
}
