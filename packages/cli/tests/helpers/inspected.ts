/** A gateway with its inspector on a socket, as `dev` puts them together. */
import { definePlugin, forbidden, pass, unauthenticated } from '@authchain/core'
import type { AnyPlugin, AuthchainConfig } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { createAdjustableClock, createGateway, echoIntegration } from '@authchain/gateway'
import type { Integration } from '@authchain/gateway'
import type { RequestList } from '@authchain/inspector/api'
import { toCachePlan } from '@authchain/core/manifest'
import { onTestFinished } from 'vitest'
import { describePlan } from '../../src/explain/explained.js'
import { toPluginTree } from '../../src/explain/plugin-tree.js'
import { createInspector } from '../../src/inspector/inspector.js'

export interface Inspected {
  readonly url: string
  readonly port: number
  readonly token: string
  /** Paths that reached the pipeline. */
  readonly reached: readonly string[]
  /** Sends a request to the API. @returns its status. */
  readonly send: (path: string, headers?: Readonly<Record<string, string>>) => Promise<number>
  readonly list: () => Promise<RequestList>
  /** A call of the page, with all that it sends. */
  readonly post: (
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>
}

export const good = 'good-credential-0001'

/** Allows one credential, denies another, and says so to the backend. */
export const tokens: AnyPlugin = definePlugin({
  name: 'tokens',
  validate: ({ token }) => {
    if (token === 'Bearer closed-credential') throw forbidden('tokens.closed')
    if (token !== `Bearer ${good}`) throw unauthenticated('tokens.unknown')
    return pass({ principalId: 'ada', scopes: ['read'], context: { tier: 'gold' } })
  },
})()

export async function startInspected(
  config: AuthchainConfig = { plugins: [tokens] },
  options: {
    readonly integration?: Integration
    readonly pageFolder?: URL
    readonly routes?: readonly string[]
  } = {},
): Promise<Inspected> {
  const clock = createAdjustableClock()
  const { routes, pageFolder } = options
  const inspector = createInspector({
    version: '1.2.3',
    configName: 'plugins.config.ts',
    clock,
    routes: routes === undefined ? {} : { routes },
    ...(pageFolder === undefined ? {} : { pageFolder }),
    chain: () => ({
      config,
      target: { config },
      local: {},
      authorizer: describePlan(toCachePlan(config), config),
      tree: toPluginTree(config.plugins),
      routes: undefined,
      deployedRoutes: undefined,
    }),
  })
  const reached: string[] = []
  const gateway = createGateway({
    config,
    runtime: { logger: createTestLogger() },
    clock,
    ...(routes === undefined ? {} : { routes }),
    intercept: inspector.intercept,
    integration: inspector.watch(options.integration ?? echoIntegration()),
    onTrace(trace, exchange) {
      reached.push(trace.path)
      inspector.onTrace(trace, exchange)
    },
  })
  const { url, port } = await gateway.listen({ port: 0 })
  onTestFinished(async () => {
    inspector.close()
    await gateway.close()
  })
  const token = inspector.attach(gateway, url).split('#token=')[1] ?? ''
  const get: Inspected['get'] = async (path, headers = {}) =>
    fetch(`${url}/__authchain/api/${path}`, { headers: { 'X-Authchain-Token': token, ...headers } })
  return {
    url,
    port,
    token,
    reached,
    send: async (path, headers = {}) => {
      const all = { authorization: `Bearer ${good}`, ...headers }
      const response = await fetch(`${url}${path}`, { headers: all })
      await response.text()
      return response.status
    },
    list: async () => (await (await get('requests')).json()) as RequestList,
    get,
    post: async (path, body, headers = {}) =>
      fetch(`${url}/__authchain/api/${path}`, {
        method: 'POST',
        headers: {
          'X-Authchain-Token': token,
          'Content-Type': 'application/json',
          Origin: url,
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}
