/** What is said of an event adapter under test. @module */
import type { AuthorizerSettings } from '../../config/config.js'
import type { EventSource, RequestInput } from '../../contract/context.js'
import type { AnyPlugin } from '../../contract/plugin.js'
import type { RuntimeOptions } from '../../contract/runtime.js'
import type { AuthorizerHandler } from '../../handler/answer-events.js'
import type { TestRequest } from '../contexts.js'

/** An event as API Gateway sends it, for instance from a capture. */
export interface EventFixture {
  readonly source: EventSource
  readonly event: unknown
}

/** An adapter, chosen as a config chooses it. */
export interface AdapterSubject {
  /** For titles; default the settings. */
  readonly name?: string
  readonly authorizer: AuthorizerSettings
  /** Which events are its own; every other fixture must be refused. */
  readonly source: EventSource
  /** The event that API Gateway would send for a request. A list of values stands for several headers. */
  readonly event: (request: TestRequest) => unknown
  /** What its events say; the rest of a request is not looked for. */
  readonly supplies: readonly RequestInput[]
  /** What API Gateway takes from it. */
  readonly answers: 'policy' | 'simple'
  /** Complete events of all kinds. */
  readonly fixtures?: readonly EventFixture[]
  /** Makes the handler; default `createHandler`. */
  readonly createHandler?: (
    config: { readonly authorizer: AuthorizerSettings; readonly plugins: readonly AnyPlugin[] },
    runtime: RuntimeOptions,
  ) => AuthorizerHandler
}
