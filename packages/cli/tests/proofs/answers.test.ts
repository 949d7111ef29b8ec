import { createHandler } from '@authchain/core'
import type { AuthorizerResponse } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { createGateway } from '@authchain/gateway'
import type { InjectResponse } from '@authchain/gateway'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { obeying, richContext } from '../helpers/obeying.js'
import { shapes } from '../helpers/shapes.js'
import type { Shape } from '../helpers/shapes.js'
import { vectorOf } from '../helpers/vectors.js'

/** What Lambda sends over the wire: JSON, or the message of an error. */
type Raw = { readonly returned: unknown } | { readonly thrown: string }
type OnUnauthenticated = 'throw' | 'deny'

async function answerOf(
  { authorizer, toEvent }: Shape,
  token: string,
  more: { readonly onUnauthenticated?: OnUnauthenticated } = {},
): Promise<Raw> {
  const config = { authorizer, plugins: [obeying()], ...more }
  const handler = createHandler(config, { logger: createTestLogger() })
  return handler(toEvent(token)).then(
    (answer: AuthorizerResponse) => ({ returned: JSON.parse(JSON.stringify(answer)) as unknown }),
    (error: unknown) => ({ thrown: (error as Error).message }),
  )
}

/** Has the gateway read an answer as strictly as API Gateway does. */
async function judge({ authorizer }: Shape, raw: Raw): Promise<InjectResponse> {
  const gateway = createGateway({
    handler: async () => {
      if ('thrown' in raw) throw new Error(raw.thrown)
      return Promise.resolve(raw.returned)
    },
    authorizer: {
      type: 'type' in authorizer ? authorizer.type : 'REQUEST',
      identitySources: ['method.request.header.Authorization'],
      ttlSeconds: 0,
      validationExpression: null,
    },
    apiId: 'abcdef123',
    stage: 'test',
    usagePlan: { apiKeySource: 'AUTHORIZER', keys: ['usage-plan-key'] },
  })
  return gateway.inject({ url: '/orders/42', headers: { Authorization: 'any' } })
}

const rest = shapes.slice(0, 2).map((shape) => [shape.name, shape] as const)
const withPolicy = shapes
  .filter(({ name }) => name !== 'HTTP 2.0, simple')
  .map((shape) => [shape.name, shape] as const)

/** By which vector an answer to a REST API is judged. */
const judged: readonly (readonly [string, string, string, OnUnauthenticated | undefined])[] = [
  ['forbidden', 'no', 'res-001', undefined],
  ['unauthenticated', 'bad', 'res-003', undefined],
  ['unauthenticated for want of a credential', 'nothing', 'res-003', undefined],
  ['unauthenticated, answered with a policy', 'bad', 'res-001', 'deny'],
  ['unauthenticated for a moment', 'soon', 'res-003', 'deny'],
  ['a failure', 'break', 'res-013', undefined],
  ['a failure, whatever is said of the unauthenticated', 'break', 'res-013', 'deny'],
]

describe.each(rest)('the raw answers of %s', (_name, shape) => {
  it.each(judged)('to what is %s are read as the vector says', async (_case, word, id, mode) => {
    const more = mode === undefined ? {} : { onUnauthenticated: mode }
    const response = await judge(shape, await answerOf(shape, word, more))
    expect({
      status: response.status,
      body: response.json(),
      errorType: response.headers['x-amzn-errortype'],
    }).toEqual(vectorOf(id).expect)
  })

  it('bring the context to the backend as the vector says: as text, and null', async () => {
    const response = await judge(shape, await answerOf(shape, 'rich ada'))
    expect(response.status).toBe(vectorOf('res-016').expect['status'])
    const { requestContext } = response.json() as {
      readonly requestContext: { readonly authorizer: object }
    }
    expect(requestContext.authorizer).toEqual({
      principalId: 'ada',
      integrationLatency: expect.any(Number) as number,
      text: richContext['text'],
      number: '1.5',
      yes: 'true',
      no: 'false',
      nothing: null,
      authchain: expect.any(String) as string,
    })
  })

  it('name the key of the usage plan, or the request is refused as the vector says', async () => {
    expect((await judge(shape, await answerOf(shape, 'rich ada'))).status).toBe(200)
    const without = await judge(shape, await answerOf(shape, 'pass ada'))
    const { status, body } = vectorOf('res-025').expect
    // The plan of this API demands a key of every caller.
    expect({ status: without.status, body: without.json() }).toEqual({ status, body })
  })

  it('are accepted for any principal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (name) => {
        const { status } = await judge(shape, await answerOf(shape, `rich ${name}`))
        expect(status).toBe(200)
      }),
      { numRuns: 50 },
    )
  })
})

describe.each(withPolicy)('a policy for %s', (name, shape) => {
  const more = { onUnauthenticated: 'deny' } as const

  it.each([
    ['break', 'Authorizer failure'],
    ['soon', 'Unauthorized'],
  ])('is none to %s: it is thrown, and so never cached', async (word, thrown) => {
    expect(await answerOf(shape, word, more)).toEqual({ thrown })
  })

  it.each(['pass ada', 'rich ada', 'bad', 'no', 'nothing'])(
    'has no member that is unknown, and no null: %s',
    async (word) => {
      const raw = (await answerOf(shape, word, more)) as { readonly returned: object }
      const { principalId, policyDocument, context, usageIdentifierKey, ...unknown } =
        raw.returned as Readonly<Record<string, unknown>>
      expect(unknown).toEqual({})
      expect(principalId).toEqual(expect.stringMatching(/./))
      expect(JSON.stringify(policyDocument)).not.toContain('null')
      expect(Object.keys(policyDocument as object)).toEqual(['Version', 'Statement'])
      for (const statement of (policyDocument as { Statement: readonly object[] }).Statement) {
        const { Effect, Action, Resource, Condition, ...surplus } = statement as Record<
          string,
          unknown
        >
        expect(surplus).toEqual({})
        expect(['Allow', 'Deny']).toContain(Effect)
        expect(Action).toBe('execute-api:Invoke')
        expect(
          (Resource as readonly string[]).every((arn) => arn.includes(':abcdef123/test/')),
        ).toBe(true)
        expect([undefined, 'object']).toContain(Condition && typeof Condition)
      }
      expect(['undefined', 'string']).toContain(typeof usageIdentifierKey)
      expectFlat(context ?? {})
    },
  )

  it('opens its own stage, or the one connection, and nothing else', async () => {
    const { returned } = (await answerOf(shape, 'pass ada')) as { readonly returned: unknown }
    const arn = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test'
    expect(returned).toMatchObject({
      policyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Resource: [name === 'WebSocket' ? `${arn}/$connect` : `${arn}/*/*`],
          },
        ],
      },
    })
  })
})

describe('a simple response', () => {
  const simple = shapes.find(({ name }) => name === 'HTTP 2.0, simple') as Shape

  it.each([
    ['pass ada', true],
    ['rich ada', true],
    ['bad', false],
    ['no', false],
    ['nothing', false],
  ])('to %s says isAuthorized: %s, beside a flat context', async (word, isAuthorized) => {
    const { returned } = (await answerOf(simple, word)) as { readonly returned: object }
    const { context, ...more } = returned as { readonly context: object }
    expect(more).toEqual({ isAuthorized })
    expectFlat(context)
  })

  it('keeps the types of the context, as the vector says', async () => {
    const delivered = vectorOf('res-108').expect['requestContext.authorizer'] as {
      readonly lambda: Readonly<Record<string, unknown>>
    }
    expect([typeof delivered.lambda['n'], typeof delivered.lambda['b']]).toEqual([
      'number',
      'boolean',
    ])
    expect(await answerOf(simple, 'rich ada')).toEqual({
      returned: { isAuthorized: true, context: { ...richContext, principalId: 'ada' } },
    })
  })

  it.each(['break', 'soon'])('is none to %s: it is thrown, and so never cached', async (word) => {
    expect(await answerOf(simple, word)).toHaveProperty('thrown')
  })
})

function expectFlat(context: object): void {
  for (const value of Object.values(context)) {
    expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true)
  }
}
