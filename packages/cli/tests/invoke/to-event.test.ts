import { createHandler, definePlugin, pass } from '@authchain/core'
import { toCachePlan } from '@authchain/core/manifest'
import { createTestLogger } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { findEventShape, toEventShape } from '../../src/invoke/event-shape.js'
import { parseRequest } from '../../src/invoke/parse-request.js'
import { toEvent } from '../../src/invoke/to-event.js'
import { shapes } from '../helpers/shapes.js'
import type { Shape } from '../helpers/shapes.js'
import { vectors, vectorOf } from '../helpers/vectors.js'

const reader = definePlugin({
  name: 'reader',
  requires: { credentials: ['token'] },
  validate: ({ token = '' }) => pass({ principalId: token }),
})
const request = parseRequest({ positional: ['/'], header: ['authorization: ann'] }, 'Authorization')
const planOf = (authorizer: Shape['authorizer']): ReturnType<typeof toCachePlan> =>
  toCachePlan({ authorizer, plugins: [reader()] })

describe.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_name, shape) => {
  const { authorizer } = shape

  it('gets an event that its handler understands, whatever the case of the header', async () => {
    const handler = createHandler(
      { authorizer, plugins: [reader()] },
      { logger: createTestLogger() },
    )
    const answer = await handler(toEvent(request, planOf(authorizer)))
    expect(JSON.stringify(answer)).toContain('"ann"')
  })

  it('gets the event whose shape it is told apart by', () => {
    const plan = planOf(authorizer)
    const made = toEvent(request, plan)
    expect(made && findEventShape(made)).toBe(toEventShape(plan))
    expect(findEventShape(shape.toEvent('ann'))).toBe(toEventShape(plan))
  })

  it.each([
    ['is missing', []],
    ['is empty', ['Authorization:']],
  ])('gets none when its identity source %s', (_case, header) => {
    const bare = parseRequest({ positional: ['/'], header }, 'Authorization')
    expect(toEvent(bare, planOf(authorizer))).toBeUndefined()
  })
})

describe('toEvent', () => {
  const plan = { api: 'rest', type: 'REQUEST', payload: null, identitySources: [] } as const
  const http = { ...plan, api: 'http' } as const
  const ids = ['$request.header.X-Token', '$request.querystring.Q']

  it('makes the three members of a TOKEN event, the path as sent', () => {
    const sent = parseRequest({ positional: ['/a%2fb//c'], token: 'abc' }, 'X-Auth')
    const identitySources = ['method.request.header.x-auth']
    expect(toEvent(sent, { ...plan, type: 'TOKEN', identitySources })).toEqual({
      type: 'TOKEN',
      authorizationToken: 'Bearer abc',
      methodArn: expect.stringMatching(/\/local\/GET\/a%2fb\/\/c$/) as string,
    })
  })

  it('gives HTTP APIs the values of their identity sources in order', () => {
    const sent = parseRequest({ positional: ['/?Q=123'], header: ['x-token: user1'] }, 'x')
    expect(toEvent(sent, { ...http, payload: '2.0', identitySources: ids })).toMatchObject({
      identitySource: ['user1', '123'],
    })
    expect(toEvent(sent, { ...http, payload: '1.0', identitySources: ids })).toMatchObject({
      identitySource: 'user1,123',
      authorizationToken: 'user1,123',
    })
  })

  it('takes names of query parameters with their case', () => {
    const sent = parseRequest({ positional: ['/?q=123'], header: ['X-TOKEN: user1'] }, 'x')
    expect(toEvent(sent, { ...http, payload: '2.0', identitySources: ids })).toBeUndefined()
  })

  it('keeps every value of a header that was sent twice', () => {
    const sent = parseRequest({ positional: ['/'], header: ['X-A: 1', 'x-a: 2'] }, 'x')
    expect(toEvent(sent, plan)).toMatchObject({
      headers: { 'X-A': '2' },
      multiValueHeaders: { 'X-A': ['1', '2'] },
    })
    expect(toEvent(sent, { ...http, payload: '2.0' })).toMatchObject({ headers: { 'x-a': '1,2' } })
  })

  it('leaves out the maps of payload 2.0 that have no entries', () => {
    const event = toEvent(request, { ...http, payload: '2.0' })
    for (const key of ['cookies', 'queryStringParameters', 'pathParameters', 'stageVariables']) {
      expect(event).not.toHaveProperty(key)
    }
  })

  it.each([
    ['a path', ['/orders']],
    ['a method', ['POST', '/']],
  ])('refuses %s under a WebSocket API', (_case, positional) => {
    const sent = parseRequest({ positional }, 'Authorization')
    expect(() => toEvent(sent, { ...plan, api: 'websocket' })).toThrow(
      expect.objectContaining({ code: 'AC3002' }),
    )
  })

  it('takes the query of a WebSocket handshake', () => {
    const sent = parseRequest({ positional: ['/?token=abc'] }, 'Authorization')
    const identitySources = ['route.request.querystring.token']
    expect(toEvent(sent, { ...plan, api: 'websocket', identitySources })).toMatchObject({
      queryStringParameters: { token: 'abc' },
    })
  })
})

interface HttpVector {
  readonly authorizer: {
    readonly apiType?: string
    readonly identitySource: readonly string[]
    readonly payload?: '1.0' | '2.0'
  }
  readonly request: {
    readonly headers?: Readonly<Record<string, string>>
    readonly query?: Readonly<Record<string, string>>
  }
}

describe('the vectors of HTTP and WebSocket APIs', () => {
  const identities = vectors
    .filter(({ kind }) => kind === 'identity')
    .map(({ id, description, input, expect: expected }) => ({
      id,
      description,
      ...(input as unknown as HttpVector),
      expected: expected as { readonly invoked: boolean; readonly event?: object },
    }))
    .filter(({ authorizer }) => authorizer.apiType === 'HTTP')

  it.each(identities)('$id: $description', ({ authorizer, request: sent, expected }) => {
    const event = toEvent(
      {
        method: 'GET',
        path: '/',
        headers: Object.entries(sent.headers ?? {}),
        query: Object.entries(sent.query ?? {}),
      },
      {
        api: 'http',
        type: 'REQUEST',
        payload: authorizer.payload ?? '2.0',
        identitySources: authorizer.identitySource,
      },
    )
    expect(event !== undefined).toBe(expected.invoked)
    expect(event ?? {}).toMatchObject(expected.event ?? {})
  })

  it('evt-013: what a payload 2.0 leaves out, and where its stage stands', () => {
    const { absent } = vectorOf('evt-013').expect as { readonly absent: readonly string[] }
    const event = toEvent(parseRequest({ positional: ['/applications'] }, 'x'), {
      api: 'http',
      type: 'REQUEST',
      payload: '2.0',
      identitySources: [],
    })
    // The route that takes every path has a path parameter, which the vector's own has not.
    const others = new Set(absent.filter((key) => key !== 'pathParameters'))
    expect(Object.keys(event ?? {}).filter((key) => others.has(key))).toEqual([])
    expect(event).toMatchObject({
      rawPath: '/local/applications',
      routeArn: expect.stringMatching(/\/local\/GET\/applications$/) as string,
      requestContext: { http: { path: '/local/applications' } },
    })
  })

  it('evt-014: the ARN and the kind of a WebSocket handshake', () => {
    const event = toEvent(parseRequest({ positional: [] }, 'x'), {
      api: 'websocket',
      type: 'REQUEST',
      payload: null,
      identitySources: [],
    })
    const { expect: expected } = vectorOf('evt-014')
    expect(event).toMatchObject({
      methodArn: expect.stringMatching(/\/local\/\$connect$/) as string,
      requestContext: {
        routeKey: expected['requestContext.routeKey'],
        eventType: expected['requestContext.eventType'],
      },
    })
  })
})
