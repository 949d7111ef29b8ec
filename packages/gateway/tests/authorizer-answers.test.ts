import { describe, expect, it } from 'vitest'
import {
  allowAll,
  gatewayWith,
  policy,
  requestAuthorizer,
  seenByBackend,
  tokenAuthorizer,
} from './helpers/authorizers.js'

const request = { url: '/pets', headers: { authorization: 'Bearer abc' } }

describe('an authorizer that fails', () => {
  it.each([
    ['throws an error', () => Promise.reject(new Error('boom'))],
    ['throws Unauthorized with more words', () => Promise.reject(new Error('Unauthorized: x'))],
    ['throws Unauthorized in lower case', () => Promise.reject(new Error('unauthorized'))],
    ['throws an object that only looks like it', () => Promise.reject({ message: 'Unauthorized' })],
    ['throws nothing', () => Promise.reject(undefined)],
    ['returns nothing', () => undefined],
    ['returns true', () => true],
    ['returns the text Unauthorized', () => 'Unauthorized'],
    ['returns a list', () => [allowAll]],
    ['returns a simple response', () => ({ isAuthorized: true })],
    ['returns an unknown key', () => ({ ...allowAll, errorType: 'x' })],
    ['returns no principal', () => ({ ...allowAll, principalId: '' })],
    ['returns a principal that is a number', () => ({ ...allowAll, principalId: 7 })],
    ['returns its policy as text', () => ({ principalId: 'u', policyDocument: '{}' })],
    ['returns a context with an object', () => ({ ...allowAll, context: { a: {} } })],
    ['returns a context that is text', () => ({ ...allowAll, context: 'a' })],
    ['returns a usage key that is a number', () => ({ ...allowAll, usageIdentifierKey: 1 })],
    ['returns what JSON cannot say', () => ({ ...allowAll, context: { n: 1n } })],
  ])('is a 500 when it %s', async (_case, answer) => {
    const { gateway } = gatewayWith(answer)
    const response = await gateway.inject(request)
    expect(response.status).toBe(500)
    expect(response.body).toBe('{"message":null}')
    expect(response.headers['x-amzn-errortype']).toBe('AuthorizerConfigurationException')
    expect(response.trace.effect).toBe('Failure')
  })

  it.each([
    ['an error', new Error('Unauthorized')],
    ['text', 'Unauthorized'],
  ])('is a 401 when it throws exactly Unauthorized as %s', async (_case, thrown) => {
    const { gateway } = gatewayWith(() => Promise.reject(thrown))
    const response = await gateway.inject(request)
    expect(response.status).toBe(401)
    expect(response.body).toBe('{"message":"Unauthorized"}')
    expect(response.headers['x-amzn-errortype']).toBe('UnauthorizedException')
  })

  it('is a 500 when it does not answer in time, whatever it answers later', async () => {
    const answers: ((value: unknown) => void)[] = []
    const { gateway } = gatewayWith(
      () =>
        new Promise((resolve) => {
          answers.push(resolve)
        }),
      { authorizer: { ...tokenAuthorizer, timeoutMilliseconds: 20 } },
    )
    const first = await gateway.inject(request)
    expect(first.status).toBe(500)
    expect(first.trace.reason).toBe('authorizer timed out')
    answers[0]?.(allowAll)
    expect((await gateway.inject(request)).status).toBe(500)
  })

  it('cannot change what the backend sees by changing its event', async () => {
    const seen: unknown[] = []
    const { gateway } = gatewayWith(
      ({ requestContext }) => {
        Object.assign((requestContext as { readonly identity: object }).identity, { sourceIp: 'x' })
        return allowAll
      },
      {
        authorizer: { ...requestAuthorizer, ttlSeconds: 0 },
        integration: async ({ requestContext }) => {
          seen.push(requestContext['identity'])
          return { status: 200 }
        },
      },
    )
    expect((await gateway.inject(request)).status).toBe(200)
    expect(seen).toMatchObject([{ sourceIp: '127.0.0.1' }])
  })

  it('cannot change its cached answer afterwards', async () => {
    const resources = ['nothing']
    const Statement = [{ Effect: 'Allow', Action: '*', Resource: resources }]
    const answer = { principalId: 'u', policyDocument: { Version: '2012-10-17', Statement } }
    const { gateway } = gatewayWith(() => answer, { authorizer: tokenAuthorizer })
    expect((await gateway.inject(request)).status).toBe(403)
    resources.push('*')
    expect((await gateway.inject(request)).trace).toMatchObject({ status: 403, cache: 'HIT' })
  })

  it('may leave context values undefined: JSON does not know them', async () => {
    const { gateway } = gatewayWith(() => ({ ...allowAll, context: { a: undefined, b: null } }))
    const seen = seenByBackend((await gateway.inject(request)).json())
    expect(Object.keys(seen)).toEqual(['b', 'principalId', 'integrationLatency'])
  })
})

describe('assumptions', () => {
  it('can let a missing principal and any case of Unauthorized pass', async () => {
    const assumptions = { missingPrincipalId: 'accept', unauthorizedWord: 'any-case' } as const
    const noPrincipal = { policyDocument: policy('Allow', '*') }
    const accepted = await gatewayWith(() => noPrincipal, { assumptions }).gateway.inject(request)
    expect(accepted.status).toBe(200)
    expect(accepted.trace.assumptions).toEqual(['missingPrincipalId'])
    const threw = gatewayWith(() => Promise.reject(new Error('UNAUTHORIZED')), { assumptions })
    expect((await threw.gateway.inject(request)).status).toBe(401)
  })

  it('can ask an uncached REQUEST authorizer although a source is missing', async () => {
    const authorizer = { ...requestAuthorizer, ttlSeconds: 0 }
    const assumptions = { sourcesWithoutCache: 'ignore' } as const
    const { gateway, events } = gatewayWith(() => allowAll, { authorizer, assumptions })
    expect((await gateway.inject({ url: '/' })).status).toBe(200)
    expect(events).toHaveLength(1)
  })

  it('are named in the trace only when the answer rests on one', async () => {
    const { trace } = await gatewayWith(() => allowAll).gateway.inject(request)
    expect(trace.assumptions).toEqual([])
  })
})
