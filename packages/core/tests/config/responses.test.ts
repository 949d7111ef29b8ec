import { describe, expect, it } from 'vitest'
import { bearerChallenge, createHandler, problem, withCors } from '../../src/index.js'
import type { AuthchainConfig } from '../../src/index.js'
import { toDenialResponses } from '../../src/manifest/index.js'
import { passing } from '../helpers/plugins.js'

const plugins = [passing('one', 'u')]
const open = (responses: unknown, authorizer?: AuthchainConfig['authorizer']) => () =>
  createHandler({ plugins, authorizer, responses } as AuthchainConfig)
const headers = (values: object) => ({ forbidden: { headers: values } })
const body = (text: unknown) => ({ forbidden: { body: text } })

describe('responses', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['nothing for a kind', { forbidden: undefined, failure: {} }],
    ['every status that is no success', { failure: { status: 302 }, forbidden: { status: 599 } }],
    ['quoted parameters', headers({ 'WWW-Authenticate': 'Bearer realm="a, b"' })],
    ['a header of the request', headers({ 'X-O': '$method.request.header.Origin' })],
    ['a stage variable', headers({ 'X-S': '$stageVariables.name' })],
    ['the code of a Deny', headers({ 'X-Code': '$context.authorizer.code' })],
    [
      'variables of API Gateway',
      body('{"m":$context.error.messageString,"i":"$context.requestId"}'),
    ],
    ['a dollar sign', body('{"costs":"$5"}')],
    ['a body of the greatest length', body('b'.repeat(300_000))],
  ])('take %s', (_case, responses) => {
    expect(open(responses)).not.toThrow()
  })

  it.each<[string, unknown, string]>([
    ['a list', [], 'responses: '],
    ['an unknown kind', { denied: {} }, 'responses.denied: '],
    ['an unknown key', { forbidden: { statusCode: 403 } }, 'responses.forbidden.statusCode: '],
    ['text for a kind', { failure: 'oops' }, 'responses.failure: '],
    ['a success', { forbidden: { status: 200 } }, 'responses.forbidden.status: '],
    ['status 600', { forbidden: { status: 600 } }, 'responses.forbidden.status: '],
    ['a status as text', { forbidden: { status: '403' } }, 'responses.forbidden.status: '],
    ['a header name with a space', headers({ 'X A': 'b' }), 'responses.forbidden.headers: '],
    ['a header name with a line end', headers({ 'X\r\nA': 'b' }), 'responses.forbidden.headers: '],
    ['a header twice', headers({ 'X-A': 'b', 'x-a': 'c' }), 'responses.forbidden.headers.x-a: '],
    ['its own headers', headers({ 'Content-Length': '0' }), '.headers.Content-Length: '],
    ['a line end', headers({ 'X-A': 'b\r\nSet-Cookie: c=d' }), '.headers.X-A: '],
    ['a quote', headers({ 'X-A': "it's" }), '.headers.X-A: '],
    ['letters outside ASCII', headers({ 'X-A': 'ü' }), '.headers.X-A: '],
    ['a number', headers({ 'X-A': 5 }), '.headers.X-A: '],
    ['an endless value', headers({ 'X-A': 'b'.repeat(2049) }), '.headers.X-A: '],
    ['a claim in a header', headers({ 'X-A': '$context.authorizer.email' }), '.headers.X-A: '],
    ['a charset', headers({ 'Content-Type': 'text/plain; charset=utf-8' }), '.Content-Type: '],
    ['a body that is no text', body({ a: 1 }), 'responses.forbidden.body: '],
    ['a body that is too long', body('ü'.repeat(150_001)), 'responses.forbidden.body: '],
    ['a claim in a body', body('"$context.authorizer.email"'), 'responses.forbidden.body: '],
    ['the path in a body', body('"$context.path"'), 'responses.forbidden.body: '],
    ['a header in a body', body('"$method.request.header.A"'), 'responses.forbidden.body: '],
    [
      'the code where there is none, in a header',
      { unauthenticated: { headers: { 'X-Code': '$context.authorizer.code' } } },
      'responses.unauthenticated.headers.X-Code: ',
    ],
    [
      'the code where there is none, in a body',
      { failure: { body: '"$context.authorizer.code"' } },
      'responses.failure.body: ',
    ],
  ])('refuse %s and say where', (_case, responses, place) => {
    expect(open(responses)).toThrow(
      expect.objectContaining({
        kind: 'config',
        message: expect.stringContaining(place) as string,
      }),
    )
  })

  it.each([{ api: 'http' }, { api: 'http', payload: '1.0' }, { api: 'websocket' }] as const)(
    'are refused where API Gateway has none: %o',
    (authorizer) => {
      expect(open({}, authorizer)).toThrow(expect.objectContaining({ code: 'AC1001' }))
    },
  )

  it('never stand in the message that refuses them', () => {
    const secret = "hunter2'"
    for (const responses of [
      headers({ 'X-A': secret }),
      body('$context.identity.hunter2'.slice(0)),
    ]) {
      expect(open(responses)).toThrow(expect.objectContaining({ kind: 'config' }))
    }
    expect(open(headers({ 'X-A': secret }))).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') as string }),
    )
  })
})

describe('what makes responses', () => {
  const challenge = bearerChallenge({ resourceMetadata: 'https://a.example/meta' })

  it('is accepted by the check', () => {
    const unauthenticated = problem({
      status: 401,
      title: 'Unauthorized',
      headers: { 'WWW-Authenticate': challenge },
    })
    expect(
      open(withCors({ origin: 'request', credentials: true }, { unauthenticated })),
    ).not.toThrow()
  })

  it('writes challenges as RFC 9728 and RFC 6750 do', () => {
    expect(challenge).toBe('Bearer resource_metadata="https://a.example/meta"')
    expect(bearerChallenge({ realm: 'orders', scope: 'a b', error: 'insufficient_scope' })).toBe(
      'Bearer realm="orders", scope="a b", error="insufficient_scope"',
    )
    expect(bearerChallenge()).toBe('Bearer')
  })

  it.each(['a"b', 'a\\b', "it's", 'a\r\nb', 'ü', ''])('refuses a challenge with %j', (realm) => {
    expect(() => bearerChallenge({ realm })).toThrow(TypeError)
  })

  it('gives every denial the CORS headers, and lets its own win', () => {
    const own = { headers: { 'Access-Control-Allow-Origin': 'https://b.example' } }
    const all = withCors({ origin: 'https://a.example' }, { failure: own })
    const expected = { 'Access-Control-Allow-Origin': 'https://a.example', Vary: 'Origin' }
    expect(all.unauthenticated.headers).toEqual(expected)
    expect(all.forbidden.headers).toEqual(expected)
    expect(all.failure.headers).toMatchObject(own.headers)
  })

  it('lets scripts read the challenge where there is one', () => {
    const all = withCors(
      { origin: '*' },
      { unauthenticated: { headers: { 'www-authenticate': challenge } } },
    )
    expect(all.unauthenticated.headers).toHaveProperty('Access-Control-Expose-Headers')
    expect(all.forbidden.headers).not.toHaveProperty('Access-Control-Expose-Headers')
  })
})

describe('toDenialResponses', () => {
  it('says nothing where the config says nothing', () => {
    expect(toDenialResponses({})).toBeNull()
    expect(toDenialResponses({ responses: { forbidden: {} } })).toMatchObject({
      unauthenticated: null,
      failure: null,
    })
  })

  it('writes down what API Gateway does anyway', () => {
    const all = toDenialResponses({
      responses: { unauthenticated: {}, forbidden: {}, failure: {} },
    })
    expect(all).toMatchObject({
      unauthenticated: { gatewayResponse: 'UNAUTHORIZED', status: 401 },
      forbidden: { gatewayResponse: 'ACCESS_DENIED', status: 403, contentType: 'application/json' },
      failure: { gatewayResponse: 'AUTHORIZER_CONFIGURATION_ERROR', status: 500 },
    })
  })

  it('quotes text, leaves expressions, and takes the content type out of the headers', () => {
    const forbidden = {
      headers: {
        'X-Text': 'a $method.request.header.B',
        'X-Origin': '$method.request.header.Origin',
        'content-type': 'text/plain',
      },
      body: 'no',
    }
    expect(toDenialResponses({ responses: { forbidden } })?.forbidden).toMatchObject({
      headers: {
        'X-Origin': 'method.request.header.Origin',
        'X-Text': "'a $method.request.header.B'",
      },
      contentType: 'text/plain',
      body: 'no',
    })
  })
})
