import { describe, expect, it } from 'vitest'
import type { GatewayResponses, InjectResponse, UsagePlan } from '../../src/index.js'
import { apiArn, gatewayWith, seenByBackend } from '../helpers/authorizers.js'
import { vectorsOf } from '../helpers/vectors.js'

interface Output {
  readonly return?: Readonly<Record<string, unknown>>
  readonly error?: { readonly errorMessage: string }
  readonly invokeError?: string
  readonly notFound?: boolean
  readonly methodArnBytes?: number
  readonly gatewayResponses?: GatewayResponses
  readonly apiKeySource?: UsagePlan['apiKeySource']
  readonly usagePlanKeys?: readonly string[]
}
interface Expect {
  readonly status: number
  readonly body: unknown
  readonly errorType: string | null
  readonly 'requestContext.authorizer'?: Readonly<Record<string, unknown>>
}

const anyNumber: unknown = expect.any(Number)

describe('response vectors', () => {
  it.each(vectorsOf<{ readonly authorizerOutput: Output }, Expect>('response'))(
    '$id: $description',
    async ({ input, expect: expected }) => {
      const { authorizerOutput: output } = input
      const { gateway } = gatewayWith(() => answerOf(output), {
        routes: [output.notFound === true ? 'GET /other' : 'GET /{proxy+}'],
        ...(output.gatewayResponses && { gatewayResponses: output.gatewayResponses }),
        ...(output.apiKeySource && {
          usagePlan: { apiKeySource: output.apiKeySource, keys: output.usagePlanKeys ?? [] },
        }),
      })
      const headers = { authorization: 'Bearer abc' }
      const response = await gateway.inject({ url: toUrl(output), headers })
      const errorType = response.headers['x-amzn-errortype'] ?? null
      expect({ status: response.status, errorType, ...readBody(response, expected) }).toEqual({
        status: expected.status,
        errorType: expected.errorType,
        ...expectBody(expected),
      })
    },
  )
})

function toUrl({ methodArnBytes }: Output): string {
  if (methodArnBytes === undefined) return '/pets'
  return `/${'p'.repeat(methodArnBytes - `${apiArn}/test/GET/`.length)}`
}

function answerOf(output: Output): unknown {
  const message = output.error?.errorMessage ?? output.invokeError
  if (message !== undefined) throw new Error(message)
  const context = output.return?.['context'] as { readonly blob?: string } | undefined
  if (context?.blob === undefined) return output.return
  return { ...output.return, context: { blob: 'x'.repeat(9000) } }
}

/** What the vector says about the body, be it the gateway's own or what the backend saw. */
function expectBody(expected: Expect): object {
  const context = expected['requestContext.authorizer']
  if (context !== undefined) return { seen: { ...context, integrationLatency: anyNumber } }
  if (expected.body === null) return {}
  return expected.body === '<default template>' ? { keys: ['Message'] } : { body: expected.body }
}

function readBody(response: InjectResponse, expected: Expect): object {
  if (expected['requestContext.authorizer']) return { seen: seenByBackend(response.json()) }
  if (expected.body === null) return {}
  if (typeof expected.body === 'object') return { body: response.json() }
  return expected.body === '<default template>'
    ? { keys: Object.keys(response.json() as object) }
    : { body: response.body }
}
