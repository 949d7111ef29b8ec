/** Listens to a gateway and records its requests. @module */
import type { Clock } from '@authchain/core'
import type { Exchange, Integration, RequestTrace } from '@authchain/gateway'
import type { RecordedAuthorizer, RequestRecord } from '@authchain/inspector/record'
import { toHeldBytes, toKeptExchange } from './kept-exchange.js'
import type { KeptExchange } from './kept-exchange.js'
import type { PluginNode } from './plugin-tree.js'
import type { SeenRequest } from './policy-record.js'
import { findDecision, toRecord, toRedactor } from './to-record.js'
import type { KeptOrigin } from './to-record.js'

/** What a recorder has to know of the gateway that it listens to. */
export interface RecorderOptions {
  readonly origin: RequestRecord['origin']
  readonly clock: Clock
  /** Of the chain that answers now, and the API around it. */
  readonly describe: () => Described
  readonly nextSequence: () => number
  /** Of a replay: what it repeats. */
  readonly replayOf?: string
  /** Is told of each request, once it has been answered. What is in `exchange` is not redacted. */
  readonly onRecord: (late: LateRecord, exchange: Exchange, trace: RequestTrace) => void
}

interface Described {
  readonly authorizer: RecordedAuthorizer
  readonly tree: readonly PluginNode[]
  readonly routes: readonly string[]
}

/** A record that is written when it is read, which most are not: writing one costs more than answering. */
export interface LateRecord {
  readonly id: string
  readonly sequence: number
  /** About how much is held until then. */
  readonly heldBytes: number
  /** Writes it. Each call gives the same record, of what was known when the request was answered. */
  read(): RequestRecord
}

/** Both parts belong into the options of one gateway. */
export interface Recorder {
  readonly onTrace: (trace: RequestTrace, exchange: Exchange) => void
  /** The same backend, watched. */
  watch(integration: Integration): Integration
}

type Context = Readonly<Record<string, string | number | null>>

/** A request that others are shown beside, and the credentials that must not be shown of it. */
interface SeenExchange {
  readonly path: string
  readonly exchange: KeptExchange
  readonly described: Described
}

/** Bounds of what is remembered to explain later requests. */
const mostOrigins = 2000
const mostSeen = 20

/** Makes a recorder. */
export function createRecorder(options: RecorderOptions): Recorder {
  const contexts = new Map<string, Context | undefined>()
  const origins = new Map<string, KeptOrigin>()
  const seen = new Map<string, SeenExchange>()

  return {
    watch: (integration) => async (request) => {
      const { requestId, authorizer } = request.requestContext
      remember(contexts, String(requestId), authorizer, mostOrigins)
      return integration(request)
    },
    onTrace(trace, whole) {
      const { requestId, cache, method, path } = trace
      const cacheKey = trace.cacheKey()
      const context = contexts.get(requestId)
      const exchange = toKeptExchange(whole, contexts.delete(requestId))
      const described = options.describe()
      const sequence = options.nextSequence()
      const nowMilliseconds = options.clock.nowMilliseconds()
      const earlier = [...seen.values()]
      const cacheOrigin = (cacheKey === null ? undefined : origins.get(cacheKey)) ?? null
      if (cacheKey !== null && cache === 'MISS') {
        const origin = toOrigin(trace, exchange, described, nowMilliseconds)
        remember(origins, cacheKey, origin, mostOrigins)
      }
      if (trace.resource !== null) {
        remember(seen, `${method} ${path}`, { path, exchange, described }, mostSeen)
      }
      const late: LateRecord = {
        id: requestId,
        sequence,
        heldBytes: toHeldBytes(exchange, trace),
        read: () =>
          toRecord(trace, exchange, {
            origin: options.origin,
            replayOf: options.replayOf ?? null,
            ...described,
            sequence,
            seen: earlier.map(toSeen),
            nowMilliseconds,
            cacheOrigin,
            context,
          }),
      }
      options.onRecord(late, whole, trace)
    },
  }
}

function toOrigin(
  trace: RequestTrace,
  exchange: KeptExchange,
  described: Described,
  nowMilliseconds: number,
): KeptOrigin {
  const redactor = toRedactor(exchange, described)
  return {
    id: trace.requestId,
    method: redactor.text(trace.method),
    path: redactor.text(trace.path),
    time: new Date(nowMilliseconds).toISOString(),
    code: findDecision(trace).code,
    credentials: redactor.credentials,
  }
}

function toSeen({ path, exchange, described }: SeenExchange): SeenRequest {
  const redactor = toRedactor(exchange, described)
  return { method: redactor.text(exchange.request.method), path: redactor.text(path) }
}

/** Keeps the newest. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= most) return
  const oldest = map.keys().next()
  if (oldest.done !== true) map.delete(oldest.value)
}
