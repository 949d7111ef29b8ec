/** Explanations of configurations and handlers that a test writes. */
import type { AnyPlugin, AuthchainConfig } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import type { RequestRecord } from '@authchain/inspector/record'
import { explain } from '../../src/explain/explain.js'
import { explainConfig, explainHandler } from '../../src/explain/explained.js'
import type { Explained } from '../../src/explain/explained.js'
import { parseStep } from '../../src/explain/parse-step.js'
import { parseRequest } from '../../src/invoke/parse-request.js'

interface Asked {
  /** `GET /orders/1?x=1`. */
  readonly request?: string
  readonly header?: readonly string[]
  readonly token?: string
  readonly then?: readonly string[]
  readonly routes?: readonly string[]
}

async function ask(explained: Explained, asked: Asked): Promise<readonly RequestRecord[]> {
  const { request = 'GET /orders/1', then = [], routes, header, token } = asked
  return explain({
    explained,
    request: parseRequest({ positional: request.split(' '), header, token }, explained.tokenHeader),
    steps: then.map(parseStep),
    routes,
  })
}

export async function askChain(
  plugins: readonly AnyPlugin[],
  asked: Asked,
  more: Omit<AuthchainConfig, 'plugins'> = {},
): Promise<readonly RequestRecord[]> {
  return ask(explainConfig({ plugins, ...more }, { logger: createTestLogger() }), asked)
}

type Statement = Readonly<Record<string, unknown>>

/** A handler as people write it: one statement per request. */
export async function askHandler(
  toStatement: (event: { readonly methodArn: string }) => Statement,
  asked: Asked,
): Promise<readonly RequestRecord[]> {
  const explained = explainHandler(
    async (event) => ({
      principalId: 'ada',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            ...toStatement(event as { readonly methodArn: string }),
          },
        ],
      },
    }),
    {
      type: 'REQUEST',
      identitySources: ['method.request.header.Authorization'],
      ttlSeconds: 300,
    },
  )
  return ask(explained, asked)
}
