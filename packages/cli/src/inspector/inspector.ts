/** The inspector of `authchain dev`: what it records, and the calls of its page. @module */
import type { AdjustableClock, Gateway, Integration, Intercept } from '@authchain/gateway'
import type { Exchange, RequestTrace } from '@authchain/gateway'
import type { ClockState, GatewayFacts } from '@authchain/inspector/api'
import type { DevRoutes } from '../dev/routes.js'
import { createRecorder } from '../explain/recorder.js'
import type { LateRecord } from '../explain/recorder.js'
import { createToken } from './access.js'
import { createCalls } from './calls.js'
import { createEventStream } from './event-stream.js'
import { createRecordStore } from './record-store.js'
import { createReplay, toShownRoutes } from './replay.js'
import type { InspectedChain } from './replay.js'
import { createIntercept } from './intercept.js'

/** What is inspected. */
export interface InspectorOptions {
  readonly version: string
  /** As the page shows it: relative to the working folder. */
  readonly configName: string
  /** Of the gateway, and moved by the page. */
  readonly clock: AdjustableClock
  /** What the command line says of routes. */
  readonly routes: DevRoutes
  /** The chain that answers now. */
  readonly chain: () => InspectedChain
  /** Is told of each request of a client. */
  readonly onRecord?: (late: LateRecord, trace: RequestTrace) => void
  /** Where the built page is; default beside the program. */
  readonly pageFolder?: URL
}

/** Its parts go into the options of the gateway that it looks at. */
export interface Inspector {
  readonly intercept: Intercept
  readonly onTrace: (trace: RequestTrace, exchange: Exchange) => void
  watch(integration: Integration): Integration
  /** Once the gateway listens. @returns The page's URL, with its token. */
  attach(gateway: Gateway, url: string): string
  /** The chain was exchanged. */
  changed(): void
  /** Moves the clock, and tells the page. */
  readonly advance: (seconds: number) => ClockState
  close(): void
}

/** Makes an inspector. It answers under `/__authchain/` alone. */
export function createInspector(options: InspectorOptions): Inspector {
  const { chain, clock, routes } = options
  const token = createToken()
  const store = createRecordStore()
  const stream = createEventStream()
  let offsetSeconds = 0
  let sequence = 0
  let attached: { readonly gateway: Gateway; readonly url: string } | undefined
  const nextSequence = (): number => (sequence += 1)

  const findGateway = (): Gateway => {
    if (attached === undefined) throw new Error('The gateway does not listen yet')
    return attached.gateway
  }
  const toClock = (): ClockState => ({
    now: new Date(clock.nowMilliseconds()).toISOString(),
    offsetSeconds,
  })
  const toFacts = (): GatewayFacts => {
    const { authorizer, config } = chain()
    const hasRemoteKeys = config?.plugins.some(({ requires }) => (requires.hosts?.length ?? 0) > 0)
    return {
      version: options.version,
      url: attached?.url ?? '',
      config: options.configName,
      authorizer,
      routes: toShownRoutes(routes, chain()),
      clock: toClock(),
      mostRecords: store.mostRecords,
      can: {
        claims: hasRemoteKeys === true,
        faults: config === undefined ? [] : ['throws', 'hangs', 'network', 'secrets'],
      },
    }
  }
  const changed = (): void => {
    stream.send('gateway', toFacts())
  }
  const recorder = createRecorder({
    origin: 'client',
    clock,
    describe: () => ({ ...chain(), routes: toShownRoutes(routes, chain()) }),
    nextSequence,
    onRecord: (late, { request }, trace) => {
      store.put(late, request)
      if (stream.isHeard()) stream.send('record', late.read(), late.sequence)
      options.onRecord?.(late, trace)
    },
  })
  const advance = (seconds: number): ClockState => {
    clock.advance(seconds * 1000)
    offsetSeconds += seconds
    changed()
    return toClock()
  }
  const replay = createReplay({
    store,
    chain,
    clock,
    routes,
    nextSequence,
    gateway: findGateway,
  })
  const calls = createCalls({
    store,
    facts: toFacts,
    async replay(asked) {
      const result = await replay(asked)
      stream.send('record', result.replayed, result.replayed.sequence)
      return result
    },
    advance,
    flush() {
      findGateway().flush()
      changed()
    },
  })
  return {
    intercept: createIntercept({ token, stream, calls, pageFolder: options.pageFolder }),
    onTrace: recorder.onTrace,
    watch: (integration) => recorder.watch(integration),
    attach(gateway, url) {
      attached = { gateway, url }
      return `${url}/__authchain/#token=${token}`
    },
    changed,
    advance,
    close: () => {
      stream.close()
    },
  }
}
