/** A request for which a route was found, with everything that events, identity sources and conditions read. @module */
import type { RouteMatch } from '../routes/router.js'
import { toMethodArn } from './api.js'
import type { Api } from './api.js'
import { toConnectContext } from './connect-context.js'
import { isRewritten, toForwardedHeaders } from './forwarded-headers.js'
import { findHeaderValues } from './gateway-request.js'
import type { GatewayRequest, HeaderPair, Target } from './gateway-request.js'
import { toHttpContext, toHttpV1Context } from './http-request-context.js'
import type { HttpContextFacts } from './http-request-context.js'
import { toDomainName, toRequestContext } from './request-context.js'
import type { RequestContext } from './request-context.js'
import type { RequestIds } from './request-ids.js'
import { toQueryMaps } from './value-maps.js'
import type { ValueMaps } from './value-maps.js'

/** Where it is going, who asks and what for. */
export interface RoutedRequest {
  readonly api: Api
  readonly method: string
  readonly path: string
  readonly queryText: string
  readonly methodArn: string
  readonly resource: string
  readonly routeKey: string
  readonly pathParameters: Readonly<Record<string, string>>
  /** As they go on: without what API Gateway drops, with what it adds. */
  readonly headers: readonly HeaderPair[]
  readonly query: ValueMaps
  /** As the events of this kind of API have it. */
  readonly requestContext: RequestContext
  /** What `context.X` of an identity source or a template means. */
  readonly variables: RequestContext
  readonly sourceIp: string
  readonly userAgent: string | undefined
  readonly body: Uint8Array
  /** All values of a header among {@link headers}, in order. */
  headerValues(name: string): readonly string[]
}

/** What the pipeline knows when a route has been found. */
export interface RoutingFacts {
  readonly api: Api
  /** Of an HTTP API's events. */
  readonly payload: '1.0' | '2.0' | null
  readonly request: GatewayRequest
  readonly target: Target
  readonly match: RouteMatch<unknown>
  readonly ids: RequestIds
  readonly nowMilliseconds: number
}

/** Puts it together, once per request. Its parts are made when they are first read: a cached answer needs few. */
export function toRoutedRequest(facts: RoutingFacts): RoutedRequest {
  return new LazyRequest(facts)
}

class LazyRequest implements RoutedRequest {
  readonly methodArn: string
  readonly #facts: RoutingFacts
  #headers: readonly HeaderPair[] | undefined
  #query: ValueMaps | undefined
  #requestContext: RequestContext | undefined
  #variables: RequestContext | undefined
  #pathParameters: Readonly<Record<string, string>> | undefined

  constructor(facts: RoutingFacts) {
    this.#facts = facts
    this.methodArn = toMethodArn(facts.api, facts.request.method, facts.target.path)
  }

  get api(): Api {
    return this.#facts.api
  }

  get method(): string {
    return this.#facts.request.method
  }

  get path(): string {
    return this.#facts.target.path
  }

  get queryText(): string {
    return this.#facts.target.query
  }

  get resource(): string {
    return this.#facts.match.resource
  }

  get routeKey(): string {
    return this.#facts.match.routeKey
  }

  get sourceIp(): string {
    return this.#facts.request.sourceIp
  }

  get body(): Uint8Array {
    return this.#facts.request.body
  }

  get userAgent(): string | undefined {
    return findHeaderValues(this.#facts.request.headers, 'user-agent').at(-1)
  }

  get pathParameters(): Readonly<Record<string, string>> {
    return (this.#pathParameters ??= Object.fromEntries(this.#facts.match.pathParameters))
  }

  get headers(): readonly HeaderPair[] {
    return (this.#headers ??= toForwardedHeaders(this.#facts.request.headers, {
      sourceIp: this.sourceIp,
      ids: this.#facts.ids,
      host: toDomainName(this.api),
    }))
  }

  headerValues(name: string): readonly string[] {
    const isSent = this.#headers === undefined && !isRewritten(name)
    return findHeaderValues(isSent ? this.#facts.request.headers : this.headers, name)
  }

  get query(): ValueMaps {
    return (this.#query ??= toQueryMaps(this.queryText))
  }

  get requestContext(): RequestContext {
    return (this.#requestContext ??= toContext(this.#facts, this.#contextFacts))
  }

  get variables(): RequestContext {
    if (this.api.kind !== 'http') return this.requestContext
    return (this.#variables ??= {
      ...toHttpV1Context(this.#contextFacts),
      routeKey: this.routeKey,
    })
  }

  get #contextFacts(): HttpContextFacts {
    const { api, method, path, resource, routeKey, sourceIp } = this
    const { nowMilliseconds, ids } = this.#facts
    const userAgent = this.userAgent ?? null
    return { api, method, path, resource, routeKey, sourceIp, userAgent, nowMilliseconds, ids }
  }
}

function toContext({ api, payload }: RoutingFacts, facts: HttpContextFacts): RequestContext {
  if (api.kind === 'websocket') return toConnectContext(facts)
  if (api.kind === 'rest') return toRequestContext(facts)
  return payload === '1.0' ? toHttpV1Context(facts) : toHttpContext(facts)
}
