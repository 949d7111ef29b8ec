/** A local API Gateway: a REST API with one authorizer, in this process. @module */
import type { AddressInfo } from 'node:net'
import { defaultAssumptions } from './assumptions.js'
import { createAuthorizerCache } from './authorizer-cache/authorizer-cache.js'
import { systemClock } from './clock.js'
import { createApi } from './events/api.js'
import type { ApiOptions, GatewayOptions } from './gateway-options.js'
import { checkGatewayResponses } from './gateway-responses/gateway-response.js'
import { toGatewayRequest, toInjectResponse } from './inject.js'
import type { InjectRequest, InjectResponse } from './inject.js'
import { echoIntegration } from './integration/echo-integration.js'
import { createPipeline } from './pipeline.js'
import type { Pipeline } from './pipeline.js'
import { createResourcePolicy } from './resource-policy.js'
import { parseRoutePattern } from './routes/route-pattern.js'
import { createRouter } from './routes/router.js'
import type { Router } from './routes/router.js'
import { createServer } from './server.js'
import { openTarget } from './target.js'
import type { GatewayTarget, OpenedTarget } from './target.js'

/** A running gateway. Nothing listens until `listen`. */
export interface Gateway {
  /**
   * Serves over HTTP, on the loopback interface unless told otherwise.
   *
   * @param options - Port 3000 and host `127.0.0.1` by default; port 0 takes any that is free.
   * @throws The socket's error (`EADDRINUSE`), or one when it listens already.
   */
  listen(options?: ListenOptions): Promise<{ readonly url: string; readonly port: number }>
  /** Serves one request without a socket, through the same pipeline. */
  inject(request: InjectRequest): Promise<InjectResponse>
  /**
   * Exchanges the authorizer and empties its cache. Requests under way end with the old one.
   *
   * @throws ConfigInvalidError when the new one could not be deployed; the old one stays.
   */
  replace(target: GatewayTarget): void
  /** Empties the authorizer cache, as `FlushStageAuthorizersCache` does. */
  flush(): void
  /** Takes no more requests and waits a second for those under way. */
  close(): Promise<void>
}

/** Where to listen. */
export interface ListenOptions {
  readonly port?: number
  readonly host?: string
}

const graceMilliseconds = 1000

/**
 * Makes a gateway that behaves as a REST API of Amazon API Gateway with a Lambda authorizer: its events,
 * its cache, its evaluation of the returned policy and its answers, down to the letter.
 *
 * @throws ConfigInvalidError AC1001 for options, and any other code for a config that could not be deployed.
 * @example A test of one's own config
 * ```ts
 * const gateway = createGateway({ config })
 * const response = await gateway.inject({ url: '/orders', headers: { authorization: `Bearer ${token}` } })
 * expect(response.status).toBe(200)
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  const clock = options.clock ?? systemClock
  const assumptions = { ...defaultAssumptions, ...options.assumptions }
  const api = createApi(options)
  // Each target has a cache of its own: what the old one still answers must not reach the new one.
  const open = (target: GatewayTarget): OpenedTarget =>
    openTarget(target, { id: 'local1', cache: createAuthorizerCache(clock), assumptions, clock })
  checkGatewayResponses(options.gatewayResponses ?? {})
  let current = open(options)

  const pipeline = createPipeline({
    api,
    router: toRouter(options),
    authorizer: () => current.authorizer,
    resourcePolicy: options.resourcePolicy && createResourcePolicy(options.resourcePolicy, api),
    usagePlan: options.usagePlan,
    gatewayResponses: () => ({ ...current.gatewayResponses, ...options.gatewayResponses }),
    integration: options.integration ?? echoIntegration(),
    assumptions,
    clock,
  })
  const serve = withTrace(pipeline, options.onTrace)
  const server = createServer(async (request) => (await serve(request)).answer)

  return {
    async listen({ port = 3000, host = '127.0.0.1' } = {}) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve()
        })
      })
      void current.warmUp()
      const address = server.address() as AddressInfo
      const name = host.includes(':') ? `[${host}]` : host
      return { url: `http://${name}:${address.port}`, port: address.port }
    },
    async inject(request) {
      return toInjectResponse(await serve(toGatewayRequest(request)))
    },
    replace(target) {
      current = open(target)
      void current.warmUp()
    },
    flush() {
      current.authorizer.cache.flush()
    },
    async close() {
      if (!server.listening) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          server.closeAllConnections()
        }, graceMilliseconds)
        server.close(() => {
          clearTimeout(timer)
          resolve()
        })
        server.closeIdleConnections()
      })
    },
  }
}

function toRouter(options: ApiOptions): Router<'protected' | 'public'> {
  const { routes = ['ANY /', 'ANY /{proxy+}'], publicRoutes = [] } = options
  const toEntries = <T>(texts: readonly string[], value: T) =>
    texts.flatMap(parseRoutePattern).map((pattern) => ({ pattern, value }))
  return createRouter([
    ...toEntries(routes, 'protected' as const),
    ...toEntries(publicRoutes, 'public' as const),
  ])
}

function withTrace(pipeline: Pipeline, onTrace: ApiOptions['onTrace']): Pipeline {
  if (onTrace === undefined) return pipeline
  return async (request) => {
    const served = await pipeline(request)
    try {
      onTrace(served.trace)
    } catch {
      // Deliberately nothing: who watches must not change what happens.
    }
    return served
  }
}
