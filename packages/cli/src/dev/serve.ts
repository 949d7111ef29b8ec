/** The local gateway with a chain that is replaced when its files are saved. @module */
import type { Logger } from '@authchain/core'
import { createGateway, echoIntegration, gatewayTracer, proxyIntegration } from '@authchain/gateway'
import type { GatewayTarget } from '@authchain/gateway'
import { eventShapes, toEventShape } from '../invoke/event-shape.js'
import { ToolError } from '../tool-error.js'
import { openChain } from './open-chain.js'
import type { OpenedChain } from './open-chain.js'
import type { DevReporter } from './reporter.js'
import { watchFiles } from './watch-files.js'

/** What to serve, and where. */
export interface ServeOptions {
  /** Absolute. */
  readonly configPath: string
  readonly port: number
  readonly host: string
  /** The backend behind the authorizer; default: one that shows what it receives. */
  readonly target: URL | undefined
  /** `GET /orders/{id}` …; default: every method and path. */
  readonly routes: readonly string[] | undefined
  readonly logger: Logger
  readonly reporter: DevReporter
}

/** A gateway that listens. */
export interface Served {
  close(): Promise<void>
}

/**
 * Serves a configuration until it is closed. A configuration that is broken by a save is reported, and the
 * chain before it goes on answering.
 *
 * @throws {@link ToolError} AC3003 when the port is taken, AC3006 for an HTTP or WebSocket API; what
 *   `loadConfig` throws for the first load.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { configPath, logger, reporter, target, routes } = options
  const startedAt = performance.now()
  const runtime = { logger, tracer: gatewayTracer }
  let inputs: readonly string[] = [configPath]
  const load = async (): Promise<OpenedChain> => {
    const chain = await openChain(configPath, runtime, {
      onInputs: (files) => {
        inputs = files
      },
    })
    checkServed(chain)
    return chain
  }

  const first = await load()
  const gateway = createGateway({
    ...toTarget(first),
    ...(routes === undefined ? {} : { routes }),
    integration: target === undefined ? echoIntegration() : proxyIntegration(target),
    onTrace: (trace) => {
      reporter.request(trace)
    },
  })
  const watcher = await watchFiles(
    inputs,
    oneAtATime(async () => {
      const reloadedAt = performance.now()
      try {
        const chain = await load()
        gateway.replace(toTarget(chain))
        watcher.follow(inputs)
        void chain.handler.warmUp()
        reporter.reloaded(chain, performance.now() - reloadedAt)
      } catch (error) {
        // The old files stay: undoing the change may be what mends it.
        watcher.follow([...new Set([...inputs, configPath])])
        reporter.failed(error)
      }
    }),
  )
  void first.handler.warmUp()
  const { url } = await listen(gateway, options).catch(async (error: unknown) => {
    await watcher.close()
    throw error
  })
  reporter.ready(url, first, performance.now() - startedAt)
  return {
    async close() {
      await watcher.close()
      await gateway.close()
    },
  }
}

/** @throws {@link ToolError} AC3006 */
function checkServed({ cachePlan }: OpenedChain): void {
  if (cachePlan.api === 'rest') return
  const { title } = eventShapes[toEventShape(cachePlan)]
  throw new ToolError('AC3006', `The configuration is for: ${title}`)
}

function toTarget({ handler, cachePlan, responses }: OpenedChain): GatewayTarget {
  const { type, identitySources, ttlSeconds, validationExpression } = cachePlan
  const authorizer = { type, identitySources, ttlSeconds, validationExpression }
  return { handler, authorizer, responses }
}

async function listen(
  gateway: ReturnType<typeof createGateway>,
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

/** Runs a task again after the one that runs, however often it was asked for meanwhile. */
function oneAtATime(task: () => Promise<void>): () => void {
  let running = false
  let again = false
  const start = async (): Promise<void> => {
    running = true
    do {
      again = false
      await task()
    } while (again)
    running = false
  }
  return () => {
    if (running) again = true
    else void start()
  }
}
