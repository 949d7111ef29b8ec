import {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '@authchain/core/testing'
import { createApiKey } from '@authchain/plugins-apikey'
import { describe, expect, it } from 'vitest'
import { toEnvironment } from './helpers/environment.js'
import { startLambda } from './helpers/lambda.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const { key, record } = createApiKey({ principalId: 'partner' })
const chain = [{ plugin: 'api-key', options: { from: 'bearer', keys: [record] } }]
const headers = { Authorization: `Bearer ${key}` }
const allowPolicy = { policyDocument: { Statement: [{ Effect: 'Allow' }] } }
const httpSources = ['$request.header.Authorization']

describe('the deployed authorizer decides how events are read and answered', () => {
  it.each([
    [
      'a TOKEN authorizer with a header of its own',
      {
        type: 'TOKEN',
        header: 'X-Token',
        identitySources: ['method.request.header.X-Token'],
      },
      restTokenEvent(`Bearer ${key}`),
      allowPolicy,
    ],
    ['a REQUEST authorizer', {}, restRequestEvent({ headers }), allowPolicy],
    [
      'an HTTP API with payload 1.0',
      { api: 'http', payload: '1.0', identitySources: httpSources },
      httpV1Event({ headers }),
      allowPolicy,
    ],
    [
      'an HTTP API with payload 2.0 and a policy',
      { api: 'http', payload: '2.0', identitySources: httpSources },
      httpV2Event({ headers }),
      allowPolicy,
    ],
    [
      'an HTTP API with simple responses',
      {
        api: 'http',
        payload: '2.0',
        simpleResponses: true,
        ttlSeconds: 60,
        identitySources: httpSources,
      },
      httpV2Event({ headers }),
      { isAuthorized: true, context: { principalId: 'partner' } },
    ],
    [
      'a WebSocket API',
      { api: 'websocket', ttlSeconds: 0, identitySources: ['route.request.header.Authorization'] },
      websocketEvent({ headers }),
      allowPolicy,
    ],
  ])('%s', async (_case, facts, event, expected) => {
    const lambda = await startLambda(unpackRuntime(), toEnvironment(chain, facts))
    expect(await lambda.invoke(event)).toMatchObject(expected)
    await expect(lambda.invoke({})).rejects.toThrow('Authorizer failure')
  })
})
