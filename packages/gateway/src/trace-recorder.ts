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

class Notes {
  readonly startedAt: number = performance.now()
  readonly lines: string[] = []
  readonly warnings: Set<string> = new Set()
  readonly assumptions: Set<AssumptionName> = new Set()
  readonly chain: ChainEvent[] = []
  readonly known: Partial<Known> = {}
}

const forget = (): void => {}

/** Collects. A class, because one is made for every request. */
export class TraceRecorder {
  readonly requestId: string
  /** False: nobody will read it. */
  readonly isKept: boolean
  readonly warn: (message: string) => void
  readonly relyOn: (name: AssumptionName) => void
  readonly chain: (event: ChainEvent) => void
  readonly #start: TraceStart
  readonly #notes: Notes | undefined

  constructor(start: TraceStart) {
    this.requestId = start.requestId
    this.isKept = start.isKept
    this.#start = start
    const notes = start.isKept ? new Notes() : undefined
    this.#notes = notes
    this.warn = notes === undefined ? forget : (message) => void notes.warnings.add(message)
    this.relyOn = notes === undefined ? forget : (name) => void notes.assumptions.add(name)
    this.chain = notes === undefined ? forget : (event) => void notes.chain.push(event)
  }

  /** Notes a phrase of the execution log; HTTP APIs have none. */
  line(text: string): void {
    if (this.#start.api !== 'http') this.#notes?.lines.push(text)
  }

  /** Notes a variable of an HTTP API's access log: `error.message` for `$context.error.message`. */
  variable(name: string, text: string): void {
    if (this.#start.api === 'http') this.#notes?.lines.push(`$context.${name}: ${text}`)
  }

  /** Why the chain denied, as far as it has said so. */
  denialCode(): string | undefined {
    return this.#notes && findDenialCode(this.#notes.chain)
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
    const notes = this.#notes
    if (notes === undefined) return undefined
    const { requestId, method, path } = this.#start
    return {
      requestId,
      method,
      path,
      ...nothing,
      ...notes.known,
      chain: notes.chain,
      lines: notes.lines,
      warnings: [...notes.warnings],
      assumptions: [...notes.assumptions],
      status,
      effect,
      reason: reason.slice(0, longestReason),
      durationMilliseconds: performance.now() - notes.startedAt,
    }
  }

  #add(facts: Partial<Known>): void {
    if (this.#notes !== undefined) Object.assign(this.#notes.known, facts)
  }
}
