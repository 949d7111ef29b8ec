import { createTestClock } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { defaultAssumptions } from '../../src/assumptions.js'
import { createAuthorizerCache } from '../../src/authorizer-cache/authorizer-cache.js'
import { parseOutput } from '../../src/authorizer/parse-output.js'
import {
  allowAll,
  api,
  apiArn,
  gatewayWith,
  policy,
  seenByBackend,
} from '../helpers/authorizers.js'
import { toGatewayAuthorizer, vectorsOf } from '../helpers/vectors.js'
import type { VectorAuthorizer } from '../helpers/vectors.js'

interface Step {
  readonly t: number
  readonly token?: string
  readonly ids?: readonly string[]
  readonly stage?: string
  readonly authorizerId?: string
  readonly req: string
  readonly authorizer?: string
  readonly invoked: boolean
  readonly status: number
  readonly body?: unknown
  readonly 'requestContext.authorizer.n'?: string
}
interface Input {
  readonly authorizer: VectorAuthorizer
  readonly steps: readonly Step[]
}

const vectors = vectorsOf<Input, unknown>('cache')
const hasScopes = ({ steps }: Input): boolean =>
  steps.some(({ stage, authorizerId }) => stage !== undefined || authorizerId !== undefined)

describe('cache vectors', () => {
  it.each(vectors.filter(({ input }) => !hasScopes(input)))(
    '$id: $description',
    async ({ input }) => {
      const clock = createTestClock()
      let script = ''
      const { gateway, events } = gatewayWith((event) => answerOf(script, event), {
        clock,
        authorizer: toGatewayAuthorizer(input.authorizer),
      })
      for (const [index, step] of input.steps.entries()) {
        clock.advance((step.t - (input.steps[index - 1]?.t ?? 0)) * 1000)
        script = step.authorizer ?? 'not to be asked'
        const before = events.length
        const [method = '', url = ''] = step.req.split(' ')
        const credential = step.token ?? step.ids?.[0] ?? ''
        const headers = { authorization: credential, auth: credential }
        const response = await gateway.inject({ method, url, headers })
        const n = step['requestContext.authorizer.n']
        expect({
          status: response.status,
          invoked: events.length > before,
          ...(step.body !== undefined && { body: response.json() }),
          ...(n !== undefined && { n: seenByBackend(response.json())['n'] }),
        }).toEqual({
          status: step.status,
          invoked: step.invoked,
          ...(step.body !== undefined && { body: step.body }),
          ...(n !== undefined && { n }),
        })
      }
    },
  )

  it.each(vectors.filter(({ input }) => hasScopes(input)))('$id: $description', ({ input }) => {
    const cache = createAuthorizerCache(createTestClock())
    for (const { token = '', stage = 'test', authorizerId = 'A1', invoked } of input.steps) {
      const scope = { apiId: api.apiId, stage, authorizerId }
      expect(cache.find(scope, [token]) === undefined).toBe(invoked)
      cache.begin(scope, [token], 300)(parseOutput(allowAll, defaultAssumptions, () => {}))
      expect(cache.find(scope, [token])).toBeDefined()
    }
  })
})

function answerOf(script: string, event: Readonly<Record<string, unknown>>): unknown {
  const principalId = 'u'
  const stageWide = `${apiArn}/test/*/*`
  switch (script) {
    case 'Allow Resource=event.methodArn':
      return { principalId, policyDocument: policy('Allow', String(event['methodArn'])) }
    case 'Allow stage/*/*':
      return { principalId, policyDocument: policy('Allow', stageWide) }
    case 'Allow stage/*/* context={n:1}':
      return { principalId, policyDocument: policy('Allow', stageWide), context: { n: 1 } }
    case 'Deny stage/*/*':
      return { principalId, policyDocument: policy('Deny', stageWide) }
    default:
      throw new Error('boom')
  }
}
