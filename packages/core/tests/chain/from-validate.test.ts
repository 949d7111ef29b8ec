import { describe, expect, it } from 'vitest'
import { anyOf, forbidden, fromValidate } from '../../src/index.js'
import type { AnyPlugin, Decision, PluginRequirements, ValidateContext } from '../../src/index.js'
import { createTestContext } from '../../src/testing/index.js'
import type { TestRequest } from '../../src/testing/index.js'
import { chainOf, passing } from '../helpers/plugins.js'

const request: TestRequest = { token: 'Bearer abc' }

async function decide(plugin: AnyPlugin, asked: TestRequest = request): Promise<Decision> {
  return (await chainOf(plugin))(createTestContext(asked))
}

/** What a plugin makes of a request: the context it passes. */
async function seen(
  look: (authContext: ValidateContext) => Record<string, string | null>,
  asked: TestRequest,
  requires?: PluginRequirements,
): Promise<unknown> {
  const plugin = fromValidate(
    'seen',
    (auth) => ({ principalId: 'u', context: look(auth) }),
    requires,
  )
  const decision = await decide(plugin, asked)
  return decision.effect === 'Allow' ? decision.context : decision.code
}

describe('a plugin brought over from Python', () => {
  /**
   * def validate(auth_context):
   *     scheme, _, token = auth_context["token"].partition(" ")
   *     if scheme != "Bearer" or token not in USERS:
   *         raise Exception("Unauthorized")
   *     return {"principalId": USERS[token], "context": {"tenant": auth_context["headers"]["X-Tenant"]}}
   */
  const users = new Map([['abc', 'ada']])
  const users_validator = fromValidate(
    'users',
    (auth_context) => {
      const [scheme, token = ''] = (auth_context.token ?? '').split(' ')
      const principalId = users.get(token)
      if (scheme !== 'Bearer' || principalId === undefined) throw new Error('Unauthorized')
      return { principalId, context: { tenant: auth_context.headers['X-Tenant'] } }
    },
    { credentials: ['token'], inputs: ['header:x-tenant'] },
  )

  it('allows, with the principal and the context that it returns', async () => {
    const asked = { ...request, headers: { 'x-TENANT': 'acme' } }
    expect(await decide(users_validator, asked)).toMatchObject({
      effect: 'Allow',
      principalId: 'ada',
      context: { tenant: 'acme' },
    })
  })

  it('answers 401 for what it calls Unauthorized', async () => {
    expect(await decide(users_validator, { token: 'Bearer other' })).toMatchObject({
      kind: 'unauthenticated',
      code: 'users.unauthorized',
    })
  })

  it('is not asked when its credential is absent, so the next one is', async () => {
    expect(await decide(users_validator, {})).toMatchObject({ code: 'chain.no_credential' })
    const either = anyOf(users_validator, passing('next', 'next'))
    expect(await decide(either, {})).toMatchObject({ effect: 'Allow', principalId: 'next' })
    expect(await decide(either, { token: 'Bearer bad' })).toMatchObject({ effect: 'Deny' })
  })
})

describe('fromValidate', () => {
  it('takes true as content with a caller whom somebody else names', async () => {
    const plugin = fromValidate('yes', () => true)
    expect(await decide(plugin)).toMatchObject({ code: 'chain.no_principal' })
    const chain = await chainOf(passing('who', 'ada'), plugin)
    expect(await chain(createTestContext(request))).toMatchObject({ principalId: 'ada' })
  })

  it('awaits a promise', async () => {
    const plugin = fromValidate('later', async () => Promise.resolve({ principalId: 'ada' }))
    expect(await decide(plugin)).toMatchObject({ effect: 'Allow', principalId: 'ada' })
  })

  it.each<[string, unknown]>([
    ['false', false],
    ['nothing', undefined],
    ['null', null],
    ['1', 1],
    ['text', 'Allow'],
    ['a list', [{ principalId: 'u' }]],
    ['an answer of another kind', { isAuthorized: false }],
    ['an answer with a member too many', { principalId: 'u', effect: 'Deny' }],
    ['an instance of a class', new Map([['principalId', 'u']])],
    ['a principal that is no text', { principalId: 7 }],
    ['an empty principal', { principalId: '' }],
    ['a nested context', { principalId: 'u', context: { a: {} } }],
    ['a promise of false', Promise.resolve(false)],
  ])('fails when %s is returned', async (_case, result) => {
    const plugin = fromValidate('wrong', () => result as never)
    expect(await decide(plugin)).toMatchObject({ effect: 'Deny', kind: 'failure' })
  })

  it.each<[string, unknown]>([
    ['another error', new Error('Database is down')],
    ['nearly the message', new Error('Unauthorized.')],
    ['the message in lower case', new Error('unauthorized')],
    ['the word and no error', 'Unauthorized'],
    ['an object with the message', { message: 'Unauthorized' }],
  ])('fails when %s is thrown: an outage is nobody’s bad credential', async (_case, thrown) => {
    const plugin = fromValidate('broken', () => {
      throw thrown as Error
    })
    expect(await decide(plugin)).toMatchObject({ kind: 'failure', code: 'broken.failed' })
  })

  it('lets denials of this package keep their meaning', async () => {
    const plugin = fromValidate('tenant', () => {
      throw forbidden('tenant.not_allowed')
    })
    expect(await decide(plugin)).toMatchObject({ kind: 'forbidden', code: 'tenant.not_allowed' })
  })

  it('is asked for every request when it declares no credential', async () => {
    const plugin = fromValidate('open', () => ({ principalId: 'u' }), {})
    expect(await decide(plugin, {})).toMatchObject({ effect: 'Allow' })
  })

  it('refuses a name that no plugin can have', () => {
    expect(() => fromValidate('not a name', () => true)).toThrow(
      expect.objectContaining({ code: 'AC1013' }),
    )
  })
})

describe('auth_context', () => {
  const everything: PluginRequirements = {
    inputs: [
      'token',
      'header:X-Tenant',
      'header:x-absent',
      'query:tag',
      'path-parameters',
      'stage-variable:table',
      'method',
      'path',
      'route',
      'source-ip',
      'user-agent',
    ],
  }
  const full: TestRequest = {
    token: 'Bearer abc',
    headers: { 'x-tenant': 'acme', 'User-Agent': 'curl', 'x-other': 'o' },
    query: { tag: 'x' },
    pathParameters: { id: '42' },
    stageVariables: { table: 'orders' },
  }

  it('has the keys of the original', async () => {
    const read = await seen(
      (auth) => ({
        type: auth.type,
        token: auth.token ?? null,
        header: auth.headers['x-tenant'] ?? null,
        query: auth.query_string_parameters['tag'] ?? null,
        path: auth.path_parameters['id'] ?? null,
        variable: auth.stage_variables['table'] ?? null,
        stage: auth.request_context.stage,
        verb: auth.request_context.httpMethod ?? null,
        ip: auth.request_context.identity.sourceIp ?? null,
        agent: auth.request_context.identity.userAgent ?? null,
        arn: auth.method_arn,
        keys: Object.keys(auth).join(),
      }),
      full,
      everything,
    )
    expect(read).toEqual({
      type: 'REQUEST',
      token: 'Bearer abc',
      header: 'acme',
      query: 'x',
      path: '42',
      variable: 'orders',
      stage: 'test',
      verb: 'GET',
      ip: '192.0.2.1',
      agent: 'curl',
      arn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/orders/42',
      keys: 'type,token,headers,query_string_parameters,path_parameters,stage_variables,request_context,method_arn',
    })
  })

  it('says TOKEN of a TOKEN event, and $connect of a WebSocket', async () => {
    const token = { ...request, source: 'rest-token' } as const
    expect(await seen((auth) => ({ type: auth.type }), token)).toEqual({ type: 'TOKEN' })
    const arn = (auth: ValidateContext) => ({ arn: auth.method_arn })
    const connect = { ...request, source: 'websocket', route: '$connect' } as const
    expect(await seen(arn, connect, { inputs: ['route'] })).toMatchObject({
      arn: expect.stringMatching(/abcdef123\/test\/\$connect$/),
    })
  })

  it('lists the declared names that are present, and tells absent from present', async () => {
    const read = await seen(
      ({ headers, query_string_parameters: query }) => ({
        headers: Object.keys(headers).join(),
        entries: JSON.stringify(query),
        has: String('X-TENANT' in headers),
        absent: String('x-absent' in headers),
      }),
      full,
      everything,
    )
    expect(read).toEqual({
      headers: 'X-Tenant,authorization,user-agent',
      entries: '{"tag":"x"}',
      has: 'true',
      absent: 'false',
    })
  })

  it.each<[string, (auth: ValidateContext) => unknown]>([
    ['a header', ({ headers }) => headers['x-other']],
    ['a header, asked for with `in`', ({ headers }) => 'x-other' in headers],
    ['a header, asked for with hasOwn', ({ headers }) => Object.hasOwn(headers, 'x-other')],
    ['what every object has', ({ headers }) => headers['constructor']],
    ['a query parameter', (auth) => auth.query_string_parameters['tag']],
    ['a path parameter', (auth) => auth.path_parameters['id']],
    ['a stage variable', (auth) => auth.stage_variables['table']],
    ['the verb', (auth) => auth.request_context.httpMethod],
    ['the address', (auth) => auth.request_context.identity.sourceIp],
    ['the ARN, which holds verb and path', (auth) => auth.method_arn],
  ])('fails for what was not declared: %s', async (_case, read) => {
    const plugin = fromValidate('curious', (auth) => {
      try {
        read(auth)
      } catch {
        // Catching it changes nothing.
      }
      return { principalId: 'u' }
    })
    expect(await decide(plugin, full)).toMatchObject({
      kind: 'failure',
      code: 'chain.undeclared_input',
    })
  })

  it.each<[string, (auth: ValidateContext) => unknown]>([
    ['a key that it does not have', (auth) => (auth as unknown as { body: string }).body],
    ['a list of path parameters', (auth) => Object.keys(auth.path_parameters)],
    ['a new key', (auth) => Object.assign(auth, { token: 'x' })],
    ['a new header', ({ headers }) => Object.assign(headers, { authorization: 'x' })],
  ])('fails for %s', async (_case, act) => {
    const plugin = fromValidate('curious', (auth) => {
      act(auth)
      return { principalId: 'u' }
    })
    expect(await decide(plugin, full)).toMatchObject({ kind: 'failure' })
  })

  it('denies two values of a header', async () => {
    const twice = { headers: { 'x-tenant': ['a', 'b'] }, token: 'Bearer abc' }
    const look = (auth: ValidateContext) => ({ tenant: auth.headers['X-Tenant'] ?? null })
    expect(await seen(look, twice, everything)).toBe('request.ambiguous')
  })
})
