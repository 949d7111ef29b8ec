import { describe, expect, it } from 'vitest'
import { createGateway } from '../src/index.js'
import {
  allowAll,
  gatewayWith,
  policy,
  requestAuthorizer,
  tokenAuthorizer,
} from './helpers/authorizers.js'

const headers = { Authorization: 'Bearer s3cret', Cookie: 'sid=s3cret', 'X-Acme': 's3cret' }

describe('the trace of a request', () => {
  it('holds no credential, wherever it was sent', async () => {
    const { gateway } = gatewayWith(() => allowAll, {
      stageVariables: { apiToken: 's3cret' },
      authorizer: {
        ...requestAuthorizer,
        identitySources: ['method.request.header.Authorization', 'method.request.header.x-acme'],
      },
    })
    const url = '/pets?access_token=s3cret&page=2'
    const { trace } = await gateway.inject({ url, headers })
    expect(JSON.stringify(trace)).not.toContain('s3cret')
    expect(trace.event).toMatchObject({
      headers: { Authorization: '***', Cookie: '***', 'X-Acme': '***' },
      queryStringParameters: { access_token: '***', page: '2' },
    })
  })

  it('holds no token of a TOKEN event', async () => {
    const { gateway } = gatewayWith(() => allowAll)
    const { trace } = await gateway.inject({ url: '/', headers })
    expect(trace.event).toMatchObject({ type: 'TOKEN', authorizationToken: '***' })
  })

  it('speaks in the phrases of the execution log', async () => {
    const { gateway } = gatewayWith(() => ({
      principalId: 'u',
      policyDocument: policy('Deny', '*'),
    }))
    const { trace } = await gateway.inject({ url: '/', headers })
    expect(trace.lines).toEqual([
      `Starting authorizer: local1 for request: ${trace.requestId}`,
      'Incoming identity: ***',
      'Using valid authorizer policy for principal: ***',
      'The client is not authorized to perform this operation.',
      'Gateway response type: ACCESS_DENIED with status code: 403',
    ])
    expect(trace).toMatchObject({ decision: 'ExplicitDeny', statement: 0, reason: 'explicit deny' })
  })

  it('names the field that API Gateway would not know', async () => {
    const { gateway } = gatewayWith(() => ({ ...allowAll, statusCode: 200 }))
    const { trace } = await gateway.inject({ url: '/', headers })
    expect(trace.lines.join('\n')).toContain('Unrecognized field "statusCode"')
  })

  it('says which statement decided, and warns of a condition that cannot be evaluated', async () => {
    const Statement = [
      {
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        Condition: { StringMatches: { 'aws:SourceIp': 'x' } },
      },
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ]
    const policyDocument = { Version: '2012-10-17', Statement }
    const { gateway } = gatewayWith(() => ({ principalId: 'u', policyDocument }))
    const { trace } = await gateway.inject({ url: '/', headers })
    expect(trace).toMatchObject({ decision: 'Allow', statement: 1, policyDocument })
    expect(trace.warnings).toHaveLength(1)
  })

  it('reaches a listener that may throw without harm', async () => {
    const seen: number[] = []
    const gateway = createGateway({
      handler: async () => allowAll,
      authorizer: tokenAuthorizer,
      onTrace({ status }) {
        seen.push(status)
        throw new Error('listener')
      },
    })
    expect((await gateway.inject({ url: '/', headers })).status).toBe(200)
    expect(seen).toEqual([200])
  })

  it('keeps reasons to 60 characters', async () => {
    const name = `x-${'long-'.repeat(20)}`
    const { gateway } = gatewayWith(() => allowAll, {
      authorizer: { ...tokenAuthorizer, identitySources: [`method.request.header.${name}`] },
    })
    const { trace } = await gateway.inject({ url: '/' })
    expect(trace.reason.length).toBeLessThanOrEqual(60)
  })
})
