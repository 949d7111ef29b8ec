import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abstain, anyOf, createHandler, forbidden, pass, unauthenticated } from '../../src/index.js'
import type { AnyPlugin, AuthorizerSettings, Decision } from '../../src/index.js'
import {
  createTestClock,
  createTestLogger,
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '../../src/testing/index.js'
import { plugin } from '../helpers/plugins.js'

const prefix = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test'

type Shape = readonly [
  name: string,
  authorizer: AuthorizerSettings,
  toEvent: (token: string) => unknown,
]
const shapes: readonly Shape[] = [
  ['REST TOKEN', { type: 'TOKEN' }, (token) => restTokenEvent(token)],
  [
    'REST REQUEST',
    { type: 'REQUEST' },
    (token) => restRequestEvent({ headers: { Authorization: token } }),
  ],
  [
    'HTTP 1.0',
    { api: 'http', payload: '1.0' },
    (token) => httpV1Event({ headers: { Authorization: token } }),
  ],
  [
    'HTTP 2.0, policy',
    { api: 'http' },
    (token) => httpV2Event({ headers: { Authorization: token } }),
  ],
  [
    'HTTP 2.0, simple',
    { api: 'http', response: 'simple' },
    (token) => httpV2Event({ headers: { Authorization: token } }),
  ],
  [
    'WebSocket',
    { api: 'websocket' },
    (token) => websocketEvent({ headers: { Authorization: token } }),
  ],
]

/** Does what the credential says. */
const obeying: AnyPlugin = plugin(
  'obeying',
  ({ token = '' }) => {
    const [verb = '', ...rest] = token.split(' ')
    if (verb === 'pass') return pass({ principalId: rest.join(' ') || 'u', context: { n: 1 } })
    if (verb === 'bad') throw unauthenticated('obeying.bad')
    if (verb === 'soon') throw unauthenticated('obeying.soon', { transient: true })
    if (verb === 'no') throw forbidden('obeying.no')
    if (verb === 'break') throw new Error('broken')
    if (verb === 'pass-nobody') return pass()
    return abstain('no credential')
  },
  { credentials: ['token'] },
)

interface Answered {
  readonly decision: Decision
  readonly answer: unknown
  readonly thrown: string | undefined
}

async function answer(
  [, authorizer, toEvent]: Shape,
  token: string,
  onUnauthenticated?: 'throw' | 'deny',
  plugins: readonly AnyPlugin[] = [obeying],
): Promise<Answered> {
  let decision: Decision | undefined
  const handler = createHandler(
    { authorizer, plugins, ...(onUnauthenticated === undefined ? {} : { onUnauthenticated }) },
    {
      logger: createTestLogger(),
      clock: createTestClock(),
      tracer: {
        event(name, fields) {
          if (name === 'decision') decision = fields['decision'] as Decision
        },
      },
    },
  )
  const result = await handler(toEvent(token)).then(
    (value) => ({ value, thrown: undefined }),
    (error: unknown) => ({ value: undefined, thrown: (error as Error).message }),
  )
  if (decision === undefined) throw new Error('no decision was traced')
  return { decision, answer: result.value, thrown: result.thrown }
}

describe('six shapes of events', () => {
  it('give the same decision for the same request', async () => {
    const tokens = fc.oneof(
      fc.constantFrom('pass ada', 'bad', 'soon', 'no', 'break', 'pass-nobody', 'nothing of mine'),
      fc.string({ minLength: 1 }).map((who) => `pass ${who}`),
    )
    await fc.assert(
      fc.asyncProperty(tokens, async (token) => {
        const decisions = await Promise.all(shapes.map((shape) => answer(shape, token)))
        const essences = decisions.map(({ decision }) =>
          decision.effect === 'Allow'
            ? [decision.effect, decision.principalId, decision.context]
            : [decision.effect, decision.kind, decision.code, decision.plugin],
        )
        expect(new Set(essences.map((essence) => JSON.stringify(essence))).size).toBe(1)
      }),
    )
  })
})

/** The table of outcomes, one row per cell: what happens, what REST APIs get, what the others get. */
const deny = (resource: string, code: string): object => ({
  principalId: 'anonymous',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${prefix}${resource}`] },
    ],
  },
  context: { code },
})
const denied = (code: string): Record<string, unknown> => ({
  'HTTP 1.0': deny('/*', code),
  'HTTP 2.0, policy': deny('/*', code),
  'HTTP 2.0, simple': { isAuthorized: false, context: { code } },
  WebSocket: deny('/*', code),
})
const allowed = (resource: string, context: object): object => ({
  principalId: 'ada',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${prefix}${resource}`] },
    ],
  },
  context,
})
const outcomes: readonly (readonly [string, string, Readonly<Record<string, unknown>>, unknown])[] =
  [
    [
      'everyone passed and somebody is known',
      'pass ada',
      {
        'HTTP 2.0, policy': allowed('/*/*', { n: 1, principalId: 'ada' }),
        'HTTP 2.0, simple': { isAuthorized: true, context: { n: 1, principalId: 'ada' } },
        WebSocket: allowed('/$connect', { n: 1, authchain: 'n:number' }),
      },
      allowed('/*/*', { n: 1, authchain: 'n:number' }),
    ],
    ['nobody found a credential', 'nothing', denied('chain.no_credential'), 'Unauthorized'],
    ['nobody set a principal', 'pass-nobody', denied('chain.no_principal'), 'Unauthorized'],
    ['the credential is bad', 'bad', denied('obeying.bad'), 'Unauthorized'],
    [
      'the credential may be good a moment later',
      'soon',
      Object.fromEntries(Object.keys(denied('')).map((name) => [name, 'Unauthorized'])),
      'Unauthorized',
    ],
    ['the caller may not', 'no', denied('obeying.no'), deny('/*', 'obeying.no')],
    ['something broke', 'break', {}, 'Authorizer failure'],
  ]

describe.each(outcomes)('when %s', (_case, token, special, rest) => {
  it.each(shapes.map((shape) => [shape[0], shape] as const))(
    '%s is answered so',
    async (name, shape) => {
      const { answer: value, thrown } = await answer(shape, token)
      expect(value ?? thrown).toEqual(special[name] ?? rest)
    },
  )
})

describe.each(shapes.map((shape) => [shape[0], shape] as const))('%s', (name, shape) => {
  it('answers a bad credential as the config says', async () => {
    expect(await answer(shape, 'bad', 'throw')).toMatchObject({ thrown: 'Unauthorized' })
    const expected = denied('obeying.bad')[name] ?? deny('/*', 'obeying.bad')
    expect((await answer(shape, 'bad', 'deny')).answer).toEqual(expected)
    expect(await answer(shape, 'soon', 'deny')).toMatchObject({ thrown: 'Unauthorized' })
    expect(await answer(shape, 'break', 'deny')).toMatchObject({ thrown: 'Authorizer failure' })
  })

  it('asks the next member of anyOf after one that abstained', async () => {
    const quiet = plugin('quiet', () => abstain('none'), { credentials: ['token'] })
    expect(await answer(shape, 'pass ada', undefined, [anyOf(quiet, obeying)])).toMatchObject({
      decision: { effect: 'Allow' },
    })
  })

  it('fails for the event of every other shape', async () => {
    const others = shapes.filter(([other]) => other.slice(0, 8) !== name.slice(0, 8))
    for (const [, , toEvent] of others) {
      const { thrown, decision } = await answer([name, shape[1], toEvent], 'pass ada')
      expect(thrown).toBe('Authorizer failure')
      expect(decision).toMatchObject({ kind: 'failure' })
    }
  })
})

describe('what only some events say', () => {
  const reader = plugin(
    'reader',
    (view) =>
      pass({
        principalId: 'u',
        context: {
          method: view.method ?? null,
          path: view.path ?? null,
          route: view.route ?? null,
          ip: view.sourceIp ?? null,
          q: view.query('a b') ?? null,
          cookie: view.cookie('session') ?? null,
        },
      }),
    { inputs: ['method', 'path', 'route', 'source-ip', 'query:a b', 'cookie:session'] },
  )
  const request = {
    method: 'POST',
    path: '/orders/42',
    headers: { Cookie: 'x=1; session=s' },
    query: { 'a b': 'c+d e' },
  }
  it.each<[string, AuthorizerSettings, unknown, string]>([
    ['REST', { type: 'REQUEST' }, restRequestEvent(request), '/orders/{id}'],
    ['HTTP 1.0', { api: 'http', payload: '1.0' }, httpV1Event(request), '/orders/{id}'],
    ['HTTP 2.0', { api: 'http' }, httpV2Event(request), 'POST /orders/{id}'],
    [
      'HTTP 2.0 on the default stage',
      { api: 'http' },
      httpV2Event({ ...request, resourceArn: { stage: '$default' } }),
      'POST /orders/{id}',
    ],
  ])('is read alike: %s', async (_case, authorizer, event, route) => {
    const handler = createHandler({ authorizer, plugins: [reader] }, { logger: createTestLogger() })
    expect(await handler(event)).toMatchObject({
      context: {
        method: 'POST',
        path: '/orders/42',
        route,
        ip: '192.0.2.1',
        q: 'c+d e',
        cookie: 's',
      },
    })
  })

  it('denies two values of a query parameter that payload 2.0 joined with a comma', async () => {
    const q = plugin('q', (view) => pass({ principalId: view.query('t') ?? '' }), {
      credentials: ['query:t'],
    })
    const config = { authorizer: { api: 'http', response: 'simple' }, plugins: [q] } as const
    const handler = createHandler(config, { logger: createTestLogger() })
    expect(await handler(httpV2Event({ query: { t: 'a,b' } }))).toMatchObject({
      isAuthorized: true,
    })
    expect(await handler(httpV2Event({ query: { t: ['a', 'b'] } }))).toMatchObject({
      isAuthorized: false,
      context: { code: 'request.ambiguous' },
    })
  })

  it('refuses a simple Allow for a path that no policy could name', async () => {
    const config = { authorizer: { api: 'http', response: 'simple' }, plugins: [reader] } as const
    const handler = createHandler(config, { logger: createTestLogger() })
    expect(await handler(httpV2Event({ path: '/a/*' }))).toMatchObject({ isAuthorized: false })
  })
})

describe('an answer of more than 8 KB', () => {
  const sized = (bytes: number): AnyPlugin =>
    plugin('sized', () => pass({ principalId: 'u', context: { text: 'x'.repeat(bytes) } }), {
      credentials: ['token'],
    })
  const prefixed = { headers: { Authorization: 'any' } }

  it.each([
    ['is a failure where API Gateway would not take it', 8100, 'Authorizer failure'],
    ['is given as long as it fits', 7800, undefined],
  ])('of a WebSocket authorizer %s', async (_case, bytes, thrown) => {
    const shape: Shape = ['WebSocket', { api: 'websocket' }, () => websocketEvent(prefixed)]
    const result = await answer(shape, '', undefined, [sized(bytes)])
    expect(result.thrown).toBe(thrown)
    expect(Buffer.byteLength(JSON.stringify(result.answer ?? ''))).toBeLessThanOrEqual(8192)
  })

  it('is given by a REST authorizer, which has no such limit', async () => {
    const shape: Shape = ['REST', { type: 'REQUEST' }, () => restRequestEvent(prefixed)]
    expect((await answer(shape, '', undefined, [sized(8100)])).thrown).toBeUndefined()
  })
})
