/** Listens to a gateway and records its requests. @module */
import type { Clock } from '@authchain/core'
import type { Exchange, Integration, RequestTrace } from '@authchain/gateway'
import type { RecordedAuthorizer, RequestRecord } from '@authchain/inspector/record'
import type { PluginNode } from './plugin-tree.js'
import type { SeenRequest } from './policy-record.js'
import { toRecord } from './to-record.js'
import type { KeptOrigin } from './to-record.js'

/** What a recorder has to know of the gateway that it listens to. */
export interface RecorderOptions {
  readonly origin: RequestRecord['origin']
  readonly clock: Clock
  /** Of the chain that answers now, and the API around it. */
  readonly describe: () => {
    readonly authorizer: RecordedAuthorizer
    readonly tree: readonly PluginNode[]
    readonly routes: readonly string[]
  }
  readonly nextSequence: () => number
  /** Of a replay: what it repeats. */
  readonly replayOf?: string
  /** Is told of each request, once it has been answered. What is in `exchange` is not redacted. */
  readonly onRecord: (record: RequestRecord, exchange: Exchange) => void
}

/** Both parts belong into the options of one gateway. */
export interface Recorder {
  readonly onTrace: (trace: RequestTrace, exchange: Exchange) => void
  /** The same backend, watched. */
  watch(integration: Integration): Integration
}

type Context = Readonly<Record<string, string | number | null>>

/** Bounds of what is remembered to explain later requests. */
const mostOrigins = 2000
const mostSeen = 20

/** Makes a recorder. */
export function createRecorder(options: RecorderOptions): Recorder {
  const contexts = new Map<string, Context | undefined>()
  const origins = new Map<string, KeptOrigin>()
  const seen = new Map<string, SeenRequest>()

  return {
    watch: (integration) => async (request) => {
      const { requestId, authorizer } = request.requestContext
      remember(contexts, String(requestId), authorizer, mostOrigins)
      return integration(request)
    },
    onTrace(trace, exchange) {
      const { requestId, cache } = trace
      const cacheKey = trace.cacheKey()
      const { record, credentials } = toRecord(trace, exchange, {
        origin: options.origin,
        replayOf: options.replayOf ?? null,
        ...options.describe(),
        sequence: options.nextSequence(),
        seen: [...seen.values()],
        nowMilliseconds: options.clock.nowMilliseconds(),
        cacheOrigin: (cacheKey === null ? undefined : origins.get(cacheKey)) ?? null,
        context: contexts.get(requestId),
        isBackendAsked: contexts.delete(requestId),
      })
      const { request, id, time, code, route } = record
      const { method, path } = request
      if (cacheKey !== null && cache === 'MISS') {
        remember(origins, cacheKey, { id, method, path, time, code, credentials }, mostOrigins)
      }
      if (route.resource !== null) remember(seen, `${method} ${path}`, { method, path }, mostSeen)
      options.onRecord(record, exchange)
    },
  }
}

/** Keeps the newest. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= most) return
  const oldest = map.keys().next()
  if (oldest.done !== true) map.delete(oldest.value)
}
