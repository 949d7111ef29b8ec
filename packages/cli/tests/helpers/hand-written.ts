/** Requests to a hand-written authorizer whose answers are cached. */
import type { RequestRecord } from '@authchain/inspector/record'
import { explain } from '../../src/explain/explain.js'
import { explainHandler } from '../../src/explain/explained.js'
import { parseStep } from '../../src/explain/parse-step.js'
import { parseRequest } from '../../src/invoke/parse-request.js'

interface Event {
  readonly methodArn: string
}

/**
 * @param opens - What its policy names: the whole stage, or the request's own ARN.
 * @param header - What every request sends.
 */
export async function explainWithHandler(
  opens: '*' | 'self',
  [first = '', ...others]: readonly string[],
  header: readonly string[] = ['Authorization: Bearer x'],
): Promise<readonly RequestRecord[]> {
  const handler = async (event: unknown): Promise<object> => {
    const { methodArn } = event as Event
    const resource = opens === 'self' ? methodArn : `${methodArn.split('/', 2).join('/')}/*/*`
    const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource }
    return Promise.resolve({
      principalId: 'ann',
      policyDocument: { Version: '2012-10-17', Statement: [statement] },
    })
  }
  const explained = explainHandler(handler, {
    type: 'REQUEST',
    identitySources: ['method.request.header.Authorization'],
    ttlSeconds: 300,
  })
  const request = parseRequest({ positional: first.split(' '), header }, 'Authorization')
  return explain({ explained, request, steps: others.map(parseStep), routes: undefined })
}
