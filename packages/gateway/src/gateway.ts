/** A local API Gateway: one API with one authorizer, in this process. @module */
import type { AddressInfo } from 'node:net'
import { defaultAssumptions } from './assumptions.js'
import { systemClock } from './clock.js'
import { createEdition } from './edition.js'
import type { EditionParts } from './edition.js'
import type { GatewayRequest } from './events/gateway-request.js'
import type { ApiOptions, GatewayOptions } from './gateway-options.js'
import { checkGatewayResponses } from './gateway-responses/gateway-response.js'
import { toGatewayRequest, toInjectResponse } from './inject.js'
import type { InjectRequest, InjectResponse } from './inject.js'
import { echoIntegration } from './integration/echo-integration.js'
import type { Served } from './pipeline.js'
import { createServer } from './server.js'
import type { GatewayTarget } from './target.js'
import type { RequestTrace } from './trace.js'
import { createSockets } from './web-socket/sockets.js'

/** A running gateway. Nothing listens until `listen`. */
export interface Gateway {
  /**
   * Serves over HTTP, on the loopback interface unless told otherwise.
   *
   * @param options - Port 3000 and host `127.0.0.1` by default; port 0 takes any that is free.
   * @throws The socket's error (`EADDRINUSE`), or one when it listens already.
   */
  listen(options?: ListenOptions): Promise<{ readonly url: string; readonly port: number }>
  /**
   * Serves one request without a socket, through the same pipeline. To a WebSocket API it is a handshake: 101,
   * or the status of its refusal.
   */
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
 * Makes a gateway that behaves as an API of Amazon API Gateway with a Lambda authorizer: its events, its cache, its evaluation of the returned policy and its answers, down to the letter.
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
  const parts: EditionParts = {
    options,
    integration: options.integration ?? echoIntegration(),
    assumptions: { ...defaultAssumptions, ...options.assumptions },
    clock,
  }
  checkGatewayResponses(options.gatewayResponses ?? {})
  let current = createEdition(options, parts)

  const { onTrace } = options
  const serve = async (request: GatewayRequest): Promise<Served> => {
    if (onTrace === undefined) return current.serve(request, false)
    const served = await current.serve(request, true)
    tell(onTrace, served.trace)
    return served
  }
  const server = createServer(async (request) => (await serve(request)).answer)
  const sockets = createSockets(server, serve, parts)
  sockets.take(current.kind === 'websocket')

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
      const served = await current.serve(toGatewayRequest(request), true)
      tell(onTrace, served.trace)
      return toInjectResponse(served)
    },
    replace(target) {
      current = createEdition(target, parts)
      sockets.take(current.kind === 'websocket')
      void current.warmUp()
    },
    flush() {
      current.flush()
    },
    async close() {
      if (!server.listening) return
      sockets.close()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          server.closeAllConnections()
          sockets.terminate()
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

function tell(onTrace: ApiOptions['onTrace'], trace: RequestTrace | undefined): void {
  if (onTrace === undefined || trace === undefined) return
  try {
    onTrace(trace)
  } catch {
    // Deliberately nothing: who watches must not change what happens.
  }
}
