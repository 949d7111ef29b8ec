/** The local API Gateway with the built bundle as its Lambda function. @module */
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { createGateway, gatewayTracer } from '@authchain/gateway'
import type { AuthorizerFunction, RequestTrace } from '@authchain/gateway'
import { buildBundle } from 'authchain'
import type { Bundle } from 'authchain'

export interface DemoGateway {
  readonly url: string
  readonly bundle: Bundle
  lastTrace(): RequestTrace
  close(): Promise<void>
}

export async function startGateway(port: number): Promise<DemoGateway> {
  const bundle = await buildBundle({ cwd: resolve(import.meta.dirname, '../..') })
  Object.assign(globalThis, { [Symbol.for('authchain.tracer')]: gatewayTracer })
  const { handler } = (await import(pathToFileURL(bundle.entryPath).href)) as {
    readonly handler: AuthorizerFunction
  }
  let last: RequestTrace | undefined
  const gateway = createGateway({
    handler,
    authorizer: bundle.cachePlan,
    routes: bundle.manifest.policy.routes ?? [],
    onTrace: (trace) => {
      last = trace
    },
  })
  const { url } = await gateway.listen({ port })
  return {
    url,
    bundle,
    lastTrace() {
      if (last === undefined) throw new Error('No request was served yet')
      return last
    },
    close: () => gateway.close(),
  }
}
