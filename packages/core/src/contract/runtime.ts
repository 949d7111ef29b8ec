/** What a plugin may use besides the request: secrets, HTTP, log, clock. @module */
import type { Awaitable } from './awaitable.js'
import type { ContextValue } from './identity.js'
import type { Secret, SecretRef, SecretStore } from './secret-store.js'

/** One request of a plugin to a server of its own. */
export interface HttpRequest {
  /** `https:`, or `http:` on a loopback address. */
  readonly url: URL
  readonly method?: 'GET' | 'POST'
  /** Beside `accept: application/json`, and `accept-encoding: identity`, which stays: nothing is inflated. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The longest body that is read, in bytes; default 256 KiB. */
  readonly maxBytes?: number
  /** Ends the request, its body included. */
  readonly signal: AbortSignal
}

/** The answer, read whole. Redirects are answers like any other: nothing is followed. */
export interface HttpResponse {
  readonly status: number
  /** Names in lower case; several values of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

type LogFields = Readonly<Record<string, ContextValue>>

/** Fields are facts of ours (names, counts, codes). Never a credential or a claim value. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** Counts and durations with a few dimensions of few values. */
export interface Metrics {
  count(name: string, dimensions: Readonly<Record<string, string>>, value?: number): void
  /** Left out, durations are not reported. */
  duration?(name: string, dimensions: Readonly<Record<string, string>>, milliseconds: number): void
}

/** Both in milliseconds. */
export interface Clock {
  /** Since the epoch; may jump. For instants such as a token's expiry. */
  nowMilliseconds(): number
  /** Since some moment; never goes back. For ages and deadlines. */
  monotonicMilliseconds(): number
}

/**
 * Is told what happens, for tools. It can change nothing: what it throws is ignored. Events are told when what
 * they report has ended, and hold claims and causes: a tracer picks what it shows.
 *
 * | event      | fields                                                                                    |
 * | ---------- | ----------------------------------------------------------------------------------------- |
 * | `plugin`   | `context, requestId, plugin, outcome, code?, reason?, patch?, cause?, milliseconds`       |
 * | `decision` | `context?, requestId?, decision, answer?, milliseconds`; once, after those of its plugins |
 *
 * `context` is the request's own {@link AuthContext}, the same object in all events of one decision; it is
 * undefined when the event was not understood. `answer` is what API Gateway gets; a chain of `createChain` has none.
 */
export interface Tracer {
  event(name: string, fields: Readonly<Record<string, unknown>>): void
}

/** What `setup` receives. */
export interface PluginRuntime {
  readonly secrets: { open(ref: SecretRef): Awaitable<Secret> }
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly logger: Logger
  readonly clock: Clock
}

/** What `createChain` and `createHandler` take; every part has a default. */
export interface RuntimeOptions {
  /** Asked before the stores that references bring themselves. */
  readonly secretStores?: readonly SecretStore[]
  readonly http?: PluginRuntime['http']
  readonly logger?: Logger
  readonly metrics?: Metrics
  readonly clock?: Clock
  readonly tracer?: Tracer
}
