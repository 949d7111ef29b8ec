/** The calls of the page, once it is known who makes them. @module */
import type {
  ClockState,
  ExportForm,
  GatewayFacts,
  ReplayRequest,
  ReplayResult,
  RequestList,
} from '@authchain/inspector/api'
import { CallRefused } from './call-refused.js'
import { exportRecord } from './export-record.js'
import { parseReplay, parseSeconds } from './parse-call.js'
import type { RecordStore } from './record-store.js'

/** What the calls do. */
export interface CallParts {
  readonly store: RecordStore
  readonly facts: () => GatewayFacts
  readonly replay: (asked: ReplayRequest) => Promise<ReplayResult>
  readonly advance: (seconds: number) => ClockState
  readonly flush: () => void
}

/** A call's body: JSON, or text as it stands. */
export type CallResult =
  | { readonly kind: 'json'; readonly value: object }
  | { readonly kind: 'text'; readonly text: string }

/** The calls by what they do to the state. Paths are those behind `/__authchain/api/`. */
export interface Calls {
  /** @throws {@link CallRefused} 404 or 409. */
  get(path: string): CallResult
  /** @throws {@link CallRefused} 400, 404, 409 or 429. */
  post(path: string, body: Readonly<Record<string, unknown>>): Promise<CallResult>
}

const forms: ReadonlySet<string> = new Set<ExportForm>(['curl', 'event', 'vitest'])

/** Each opens a chain of its own: one page has no use for more. */
const mostReplays = 4

/** Puts the calls together. */
export function createCalls({ store, facts, replay, advance, flush }: CallParts): Calls {
  let running = 0
  return {
    get(path) {
      if (path === 'requests') {
        const value: RequestList = { gateway: facts(), records: store.list() }
        return { kind: 'json', value }
      }
      const { id = '', form = '' } =
        /^requests\/(?<id>[^/]{1,64})\/export\/(?<form>[a-z]{1,16})$/.exec(path)?.groups ?? {}
      // Ids of HTTP APIs end with an equals sign, which browsers may encode.
      const record = store.find(id.replaceAll(/%3d/gi, '='))
      if (record === undefined || !forms.has(form)) throw noSuch()
      const text = exportRecord(record, form as ExportForm, facts().url)
      if (text !== undefined) return { kind: 'text', text }
      throw new CallRefused(409, 'no_event', 'The authorizer was not invoked: it got no event')
    },
    async post(path, body) {
      switch (path) {
        case 'replay': {
          const asked = parseReplay(body)
          if (running >= mostReplays) {
            throw new CallRefused(429, 'busy', 'Other replays are still running')
          }
          running += 1
          try {
            return { kind: 'json', value: await replay(asked) }
          } finally {
            running -= 1
          }
        }
        case 'clock': {
          const seconds = parseSeconds(body['advanceSeconds'], 'advanceSeconds')
          return { kind: 'json', value: advance(seconds) }
        }
        case 'flush':
          flush()
          return { kind: 'json', value: { flushed: true } }
        default:
          throw noSuch()
      }
    },
  }
}

function noSuch(): CallRefused {
  return new CallRefused(404, 'not_found', 'There is nothing here')
}
