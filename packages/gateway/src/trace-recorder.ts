/** Collects a trace while a request is served, or does nothing where nobody wants one. @module */
import type { AssumptionName } from './assumptions.js'
import type { ApiKind } from './events/api.js'
import type { AuthorizerEvent } from './events/authorizer-event.js'
import { redactEvent } from './redaction.js'
import type { CacheUse, RequestTrace, TraceEnd } from './trace.js'
import { findDenialCode } from './tracer.js'
import type { ChainEvent } from './tracer.js'

/** What is known from the start. */
export interface TraceStart {
  readonly api: ApiKind
  readonly requestId: string
  readonly method: string
  readonly path: string
  /** Names under which credentials come, besides the usual ones. */
  readonly identityNames: () => readonly string[]
  /** False: everything but the request's id is forgotten. */
  readonly isKept: boolean
}

type Known = Omit<RequestTrace, keyof TraceEnd | 'durationMilliseconds'>

const longestReason = 60
const nothing: Omit<Known, 'requestId' | 'method' | 'path'> = {
  resource: null,
  methodArn: null,
  principalId: null,
  cache: 'NONE',
  ttlSecondsLeft: null,
  event: null,
  policyDocument: null,
  decision: null,
  statement: null,
  chain: [],
  lines: [],
  warnings: [],
  assumptions: [],
  cause: undefined,
}

/** Collects. A class, because one is made for every request. */
export class TraceRecorder {
  readonly requestId: string
  /** False: nobody will read it. */
  readonly isKept: boolean
  readonly warn: (message: string) => void = (message) => void this.#warnings.add(message)
  readonly relyOn: (name: AssumptionName) => void = (name) => void this.#assumptions.add(name)
  readonly chain: (event: ChainEvent) => void = (event) => void this.#chain.push(event)
  readonly #start: TraceStart
  readonly #startedAt: number
  readonly #lines: string[] = []
  readonly #warnings = new Set<string>()
  readonly #assumptions = new Set<AssumptionName>()
  readonly #chain: ChainEvent[] = []
  #known: Partial<Known> = {}

  constructor(start: TraceStart) {
    this.requestId = start.requestId
    this.isKept = start.isKept
    this.#start = start
    this.#startedAt = performance.now()
  }

  /** Notes a phrase of the execution log; HTTP APIs have none. */
  line(text: string): void {
    if (this.isKept && this.#start.api !== 'http') this.#lines.push(text)
  }

  /** Notes a variable of an HTTP API's access log: `error.message` for `$context.error.message`. */
  variable(name: string, text: string): void {
    if (this.isKept && this.#start.api === 'http') this.#lines.push(`$context.${name}: ${text}`)
  }

  /** Why the chain denied, as far as it has said so. */
  denialCode(): string | undefined {
    return findDenialCode(this.#chain)
  }

  /** Notes which route serves the request. */
  routed({ resource, methodArn }: { readonly resource: string; readonly methodArn: string }): void {
    if (this.isKept) this.#add({ resource, methodArn })
  }

  /** Notes the event, without what is secret. */
  invoked(event: AuthorizerEvent): void {
    if (!this.isKept) return
    this.#add({ event: redactEvent(event, this.#start.identityNames()), cache: 'BYPASS' })
  }

  /** Notes what was thrown. */
  threw(cause: unknown): void {
    this.#add({ cause })
  }

  /** Notes how the cache took part. */
  cached(cache: CacheUse, ttlSecondsLeft: number | undefined): void {
    this.#add({ cache, ttlSecondsLeft: ttlSecondsLeft ?? null })
  }

  /** Notes what was decided. */
  decided(
    facts: Pick<RequestTrace, 'principalId' | 'policyDocument' | 'decision' | 'statement'>,
  ): void {
    this.#add(facts)
  }

  /** The trace; undefined when none is kept. */
  end({ status, effect, reason }: TraceEnd): RequestTrace | undefined {
    if (!this.isKept) return undefined
    const { requestId, method, path } = this.#start
    return {
      requestId,
      method,
      path,
      ...nothing,
      ...this.#known,
      chain: this.#chain,
      lines: this.#lines,
      warnings: [...this.#warnings],
      assumptions: [...this.#assumptions],
      status,
      effect,
      reason: reason.slice(0, longestReason),
      durationMilliseconds: performance.now() - this.#startedAt,
    }
  }

  #add(facts: Partial<Known>): void {
    if (this.isKept) Object.assign(this.#known, facts)
  }
}
