/** Vectors of kind `response`: what a client gets for an authorizer's output. @module */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type {
  ApiKind,
  ApiOptions,
  GatewayResponses,
  InjectResponse,
  UsagePlan,
} from '@authchain/gateway'
import { seenByBackend } from './cache.ts'
import { apiArn, gatewayWith, toApiKind, usualAuthorizer } from './gateway-with.ts'
import { openConnection } from './open-connection.ts'
import type { Fields, Vector } from './vector.ts'
import { onlyKeys } from './vector.ts'

interface Output {
  readonly simple?: boolean
  readonly return?: Fields
  readonly error?: { readonly errorMessage: string }
  readonly invokeError?: string
  readonly durationMs?: number
  readonly resultBytes?: number
  readonly missingIdentity?: boolean
  readonly notFound?: boolean
  readonly methodArnBytes?: number
  readonly gatewayResponses?: GatewayResponses
  readonly apiKeySource?: UsagePlan['apiKeySource']
  readonly usagePlanKeys?: readonly string[]
}
const outputKeys = [
  'simple',
  'return',
  'error',
  'invokeError',
  'durationMs',
  'resultBytes',
  'missingIdentity',
  'notFound',
  'methodArnBytes',
  'gatewayResponses',
  'apiKeySource',
  'apiKeyRequired',
  'usagePlanKeys',
]
const later = 'later.requestContext.authorizer'
const now = 'requestContext.authorizer'

/** Sends a request to an API whose authorizer answers as the vector says. */
export async function runResponse({ id, input, expect }: Vector): Promise<void> {
  onlyKeys(input, ['apiType', 'authorizerOutput', 'methodArn'], id)
  onlyKeys(expect, ['status', 'body', 'errorType', now, later, 'invoked'], id)
  const output = input['authorizerOutput'] as Output
  onlyKeys(output, outputKeys, id)
  const kind = toApiKind(input['apiType'])
  const authorizer = {
    ...usualAuthorizer(kind),
    ...(output.simple === undefined ? {} : { simpleResponses: output.simple }),
  }
  const options = toOptions(kind, output)
  const { gateway, events } = gatewayWith(async () => answerOf(output), authorizer, options)
  const headers = output.missingIdentity === true ? {} : { authorization: 'Bearer abc' }
  const response = await gateway.inject({ url: toUrl(kind, output), headers })
  assert.deepEqual(
    { status: response.status, errorType: response.headers['x-amzn-errortype'] ?? null },
    { status: expect['status'], errorType: expect['errorType'] },
  )
  if (expect['invoked'] !== undefined) assert.equal(events.length > 0, expect['invoked'])
  assertBody(response, expect)
  if (expect[now] !== undefined) {
    const seen = seenByBackend(response.json())
    const isMeasured = typeof seen['integrationLatency'] === 'number'
    assert.deepEqual(isMeasured ? { ...seen, integrationLatency: '<number>' } : seen, expect[now])
  }
  if (expect[later] !== undefined) {
    assert.deepEqual(await openConnection(gateway, headers), expect[later])
  }
}

function toOptions(kind: ApiKind, output: Output): ApiOptions {
  if (kind === 'websocket') {
    const [, stage] = /execute-api:[^/]*\/([^/]+)\//.exec(JSON.stringify(output.return ?? {})) ?? []
    return stage === undefined ? {} : { stage }
  }
  return {
    routes: [output.notFound === true ? 'GET /other' : 'GET /{proxy+}'],
    ...(output.gatewayResponses && { gatewayResponses: output.gatewayResponses }),
    ...(output.apiKeySource && {
      usagePlan: { apiKeySource: output.apiKeySource, keys: output.usagePlanKeys ?? [] },
    }),
  }
}

function toUrl(kind: ApiKind, { methodArnBytes }: Output): string {
  if (kind === 'websocket') return '/'
  if (methodArnBytes === undefined) return '/pets'
  return `/${'p'.repeat(methodArnBytes - `${apiArn}/test/GET/`.length)}`
}

async function answerOf(output: Output): Promise<unknown> {
  const message = output.error?.errorMessage ?? output.invokeError
  if (message !== undefined) throw new Error(message)
  const allowed = {
    principalId: 'u',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
    },
  }
  if (output.durationMs !== undefined) {
    await sleep(output.durationMs)
    return allowed
  }
  if (output.resultBytes !== undefined) return padded(allowed, output.resultBytes)
  const context = output.return?.['context'] as { readonly blob?: string } | undefined
  if (context?.blob === undefined) return output.return
  return { ...output.return, context: { blob: 'x'.repeat(9000) } }
}

/** The answer with a context that makes it exactly so long. */
function padded(answer: Fields, bytes: number): Fields {
  const rest = Buffer.byteLength(JSON.stringify({ ...answer, context: { x: '' } }))
  return { ...answer, context: { x: 'x'.repeat(bytes - rest) } }
}

function assertBody(response: InjectResponse, { body }: Fields): void {
  if (body === null || body === undefined || body === '<handshake rejected>') return
  if (body === '<default template>') {
    assert.deepEqual(Object.keys(response.json() as object), ['Message'])
    return
  }
  assert.deepEqual(typeof body === 'object' ? response.json() : response.body, body)
}
