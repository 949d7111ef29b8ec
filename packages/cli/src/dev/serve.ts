/** The local gateway with an authorizer that is replaced when its files are saved. @module */
import { createAdjustableClock, createGateway } from '@authchain/gateway'
import { echoIntegration, proxyIntegration } from '@authchain/gateway'
import type { AdjustableClock, Gateway, RequestTrace } from '@authchain/gateway'
import type { RequestRecord } from '@authchain/inspector/record'
import { createRecorder } from '../explain/recorder.js'
import type { LateRecord, Recorder } from '../explain/recorder.js'
import { createInspector } from '../inspector/inspector.js'
import { toShownRoutes } from '../inspector/replay.js'
import { ToolError } from '../tool-error.js'
import { oneAtATime } from './one-at-a-time.js'
import type { OpenChain, OpenedChain } from './open-chain.js'
import type { DevReporter } from './reporter.js'
import type { DevRoutes } from './routes.js'
import { watchFiles } from './watch-files.js'

/** What to serve, and where. */
export interface ServeOptions {
  /** Opens what answers, with the clock that it is to run on. */
  readonly open: (clock: AdjustableClock) => OpenChain
  /** Its file, absolute; watched even when it cannot be loaded. */
  readonly file: string
  /** Files beside those that are imported. */
  readonly watched: readonly string[]
  readonly port: number
  readonly host: string
  /** The backend behind the authorizer; default: one that shows what it receives. */
  readonly target: URL | undefined
  readonly routes: DevRoutes
  /** What the inspector shows of the gateway; undefined leaves it out. */
  readonly inspect: { readonly version: string; readonly configName: string } | undefined
  readonly reporter: DevReporter
}

/** A gateway that listens. */
export interface Served {
  readonly url: string
  /** With its token; undefined when there is none. */
  readonly inspectorUrl: string | undefined
  /** As a save does. */
  readonly reload: () => void
  /** Empties the authorizer cache. */
  flush(): void
  /** Puts the gateway's clock forward. */
  advance(seconds: number): { readonly nowMilliseconds: number; readonly aheadSeconds: number }
  /** The newest request of a client; undefined when there was none. */
  lastRecord(): RequestRecord | undefined
  close(): Promise<void>
}

/**
 * Serves until it is closed. A file that is broken by a save is reported, and what answered before goes on.
 *
 * @throws {@link ToolError} AC3003 when the port is taken; what `open` throws the first time.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { file, watched, reporter, target, routes } = options
  const startedAt = performance.now()
  const clock = createAdjustableClock()
  const open = options.open(clock)
  let inputs: readonly string[] = [file]
  const load = async (): Promise<OpenedChain> =>
    open({
      onInputs: (files) => {
        inputs = files
      },
    })

  let current = await load()
  let last: LateRecord | undefined
  const onRecord = (late: LateRecord, trace: RequestTrace): void => {
    last = late
    reporter.recorded(late, trace, current)
  }
  const inspector =
    options.inspect &&
    createInspector({ ...options.inspect, clock, routes, chain: () => current, onRecord })
  const recorder = inspector ?? createPlainRecorder(clock, routes, () => current, onRecord)
  const gateway = createGateway({
    ...current.target,
    ...routes,
    ...(inspector === undefined ? {} : { intercept: inspector.intercept }),
    clock,
    integration: recorder.watch(
      target === undefined ? echoIntegration() : proxyIntegration(target),
    ),
    onTrace: (trace, exchange) => {
      reporter.request(trace, clock.nowMilliseconds())
      recorder.onTrace(trace, exchange)
    },
  })
  const reload = oneAtATime(async () => {
    const reloadedAt = performance.now()
    try {
      const chain = await load()
      gateway.replace(chain.target)
      current = chain
      inspector?.changed()
      watcher.follow([...inputs, ...watched])
      void chain.warmUp()
      reporter.reloaded(chain, performance.now() - reloadedAt)
    } catch (error) {
      // The old files stay: undoing the change may be what mends it.
      watcher.follow([...new Set([...inputs, ...watched, file])])
      reporter.failed(error)
    }
  })
  const watcher = await watchFiles([...inputs, ...watched], reload)
  void current.warmUp()
  const { url } = await listen(gateway, options).catch(async (error: unknown) => {
    await watcher.close()
    throw error
  })
  const inspectorUrl = inspector?.attach(gateway, url)
  reporter.ready({ url, inspectorUrl }, current, performance.now() - startedAt)
  let aheadSeconds = 0
  return {
    url,
    inspectorUrl,
    reload,
    flush() {
      gateway.flush()
      inspector?.changed()
    },
    advance(seconds) {
      aheadSeconds += seconds
      if (inspector === undefined) clock.advance(seconds * 1000)
      else inspector.advance(seconds)
      return { nowMilliseconds: clock.nowMilliseconds(), aheadSeconds }
    },
    lastRecord: () => last?.read(),
    async close() {
      await watcher.close()
      inspector?.close()
      await gateway.close()
    },
  }
}

/** For the warnings and for `e`, where there is no page. */
function createPlainRecorder(
  clock: AdjustableClock,
  routes: DevRoutes,
  chain: () => OpenedChain,
  onRecord: (late: LateRecord, trace: RequestTrace) => void,
): Recorder {
  let sequence = 0
  return createRecorder({
    origin: 'client',
    clock,
    describe: () => ({ ...chain(), routes: toShownRoutes(routes, chain()) }),
    nextSequence: () => (sequence += 1),
    onRecord: (late, _exchange, trace) => {
      onRecord(late, trace)
    },
  })
}

async function listen(
  gateway: Gateway,
  { port, host }: ServeOptions,
): Promise<{ readonly url: string }> {
  try {
    return await gateway.listen({ port, host })
  } catch (error) {
    const code = (error as { code?: unknown } | undefined)?.code
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    throw new ToolError('AC3003', `${host}:${port} cannot be listened on (${code})`, {
      cause: error,
    })
  }
}
