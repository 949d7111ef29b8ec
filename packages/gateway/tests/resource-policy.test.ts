import { describe, expect, it } from 'vitest'
import { allowAll, apiArn, gatewayWith, policy } from './helpers/authorizers.js'

const headers = { authorization: 'x' }
const statement = {
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/test/GET/*',
}
const document = (...changes: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: changes.map((change) => ({ ...statement, ...change })),
})

describe('a resource policy', () => {
  it('denies before the authorizer is asked, to the letter', async () => {
    const { gateway, events } = gatewayWith(() => allowAll, {
      resourcePolicy: document({
        Effect: 'Deny',
        Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      }),
    })
    const denied = await gateway.inject({ url: '/pets', headers })
    expect(denied.json()).toEqual({
      Message:
        'User: anonymous is not authorized to perform: execute-api:Invoke on resource: ' +
        `${apiArn}/test/GET/pets with an explicit deny`,
    })
    expect(events).toHaveLength(0)
    const allowed = await gateway.inject({ url: '/pets', headers, sourceIp: '192.0.2.9' })
    expect(allowed.status).toBe(200)
  })

  it('opens a protected route that the authorizer says nothing about, and warns', async () => {
    const says = { principalId: 'u', policyDocument: policy('Allow', 'nothing') }
    const { gateway } = gatewayWith(() => says, { resourcePolicy: document({}) })
    const { status, trace } = await gateway.inject({ url: '/pets', headers })
    expect(status).toBe(200)
    expect(trace.warnings).toHaveLength(1)
  })

  it('closes a public route that it does not allow', async () => {
    const { gateway } = gatewayWith(() => allowAll, {
      publicRoutes: ['ANY /health'],
      resourcePolicy: document({}),
    })
    expect((await gateway.inject({ url: '/health' })).status).toBe(200)
    const post = await gateway.inject({ method: 'POST', url: '/health' })
    expect(post.status).toBe(403)
    expect(post.body).not.toContain('explicit')
  })

  it.each([
    ['somebody in particular, so that nobody here is meant', { Principal: { AWS: 'x' } }, 403],
    ['everybody in a list', { Principal: { AWS: ['*'] } }, 200],
    ['all but somebody, which cannot be decided', { Principal: undefined, NotPrincipal: 'x' }, 403],
  ])('allows %s', async (_case, change, status) => {
    const { gateway } = gatewayWith(() => allowAll, {
      publicRoutes: ['GET /health'],
      resourcePolicy: JSON.parse(JSON.stringify(document(change))) as object as never,
    })
    expect((await gateway.inject({ url: '/health' })).status).toBe(status)
  })

  it.each([
    ['has no principal', { Principal: undefined }],
    ['has an unknown key', { Comment: 'x' }],
  ])('is refused when it %s', (_case, change) => {
    const resourcePolicy = JSON.parse(JSON.stringify(document(change))) as object as never
    expect(() => gatewayWith(() => allowAll, { resourcePolicy })).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })
})

describe('a usage plan', () => {
  it('demands the key only of those whom the authorizer allows', async () => {
    const usagePlan = { apiKeySource: 'HEADER', keys: ['k1'] } as const
    const { gateway, events } = gatewayWith(() => allowAll, { usagePlan })
    const without = await gateway.inject({ url: '/', headers })
    expect(without).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' })
    expect(without.headers['x-amzn-errortype']).toBe('ForbiddenException')
    expect(events).toHaveLength(1)
    const withKey = { ...headers, 'X-API-Key': 'k1' }
    expect((await gateway.inject({ url: '/', headers: withKey })).status).toBe(200)
  })
})

describe('slashes at the start of a path', () => {
  it('are ignored in routing and kept in the ARN, unless told otherwise', async () => {
    const routes = ['GET /orders']
    const request = { url: '//orders', headers }
    const ignored = gatewayWith(() => allowAll, { routes })
    expect((await ignored.gateway.inject(request)).trace).toMatchObject({
      status: 200,
      methodArn: `${apiArn}/test/GET//orders`,
      assumptions: ['leadingSlashes'],
    })
    const kept = gatewayWith(() => allowAll, { routes, assumptions: { leadingSlashes: 'keep' } })
    expect((await kept.gateway.inject(request)).status).toBe(403)
  })
})
