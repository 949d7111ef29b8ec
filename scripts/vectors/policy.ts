/** Vectors of kind `policy`: what a policy says to a method ARN. @module */
import assert from 'node:assert/strict'
import type { ApiKind } from '@authchain/gateway'
import { gatewayWith, usualAuthorizer } from './gateway-with.ts'
import type { Fields, Vector } from './vector.ts'
import { ShapeError, onlyKeys, toText } from './vector.ts'

const form = /^arn:aws:execute-api:([a-z0-9-]+):(\d{12}):([A-Za-z0-9]+)\/([^/]+)\/([^]*)$/

/** Sends the request that has the ARN, and compares the decision. */
export async function runPolicy({ id, input, expect }: Vector): Promise<void> {
  onlyKeys(input, ['policyDocument', 'methodArn', 'request'], id)
  onlyKeys(expect, ['decision'], id)
  const request = (input['request'] ?? {}) as Fields
  onlyKeys(request, ['sourceIp'], id)
  const parts = form.exec(toText(input['methodArn'], id))
  if (parts === null) throw new ShapeError(`${id} has a methodArn that is none`)
  const [, region = '', accountId = '', apiId = '', stage = '', tail = ''] = parts
  const kind: ApiKind = tail === '$connect' ? 'websocket' : stage === '$default' ? 'http' : 'rest'
  const output = { principalId: 'u', policyDocument: input['policyDocument'] }
  const { gateway } = gatewayWith(() => output, usualAuthorizer(kind), {
    region,
    accountId,
    apiId,
    stage,
  })
  const [method = '', ...path] = tail.split('/')
  const { trace } = await gateway.inject({
    method: kind === 'websocket' ? 'GET' : method,
    url: kind === 'websocket' ? '/' : `/${path.join('/')}`,
    headers: { authorization: 'Bearer abc' },
    sourceIp: toText(request['sourceIp'] ?? '192.0.2.1', id),
  })
  assert.deepEqual(
    { decision: trace.decision, methodArn: trace.methodArn },
    { decision: expect['decision'], methodArn: input['methodArn'] },
  )
}
