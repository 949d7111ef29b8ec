import { describe, expect, it } from 'vitest'
import {
  abstain,
  createHandler,
  definePlugin,
  forbidden,
  pass,
  unauthenticated,
} from '../../src/index.js'
import type { AnyPlugin, AuthchainConfig, AuthorizerHandler } from '../../src/index.js'
import {
  createTestClock,
  createTestLogger,
  restRequestEvent,
  restTokenEvent,
} from '../../src/testing/index.js'
import { passing, plugin, throwing } from '../helpers/plugins.js'

const stage = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test'
const credential: AnyPlugin = plugin(
  'credential',
  ({ token }) => (token === undefined ? abstain('none') : pass({ principalId: token })),
  { credentials: ['token'] },
)
const event = restRequestEvent({ headers: { Authorization: 'user-1' } })

function handlerOf(config: Partial<AuthchainConfig> = {}): {
  handler: AuthorizerHandler
  logger: ReturnType<typeof createTestLogger>
} {
  const logger = createTestLogger()
  const handler = createHandler(
    { plugins: [credential], ...config },
    { logger, clock: createTestClock() },
  )
  return { handler, logger }
}

describe('a handler', () => {
  it('answers an Allow with a policy for the stage and the response context', async () => {
    const { handler } = handlerOf({ context: ({ principalId }) => ({ who: principalId, n: 1 }) })
    expect(await handler(event)).toEqual({
      principalId: 'user-1',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${stage}/*/*`] }],
      },
      context: { who: 'user-1', n: 1, authchain: 'n:number' },
    })
  })

  it('answers a TOKEN event in the same way', async () => {
    const { handler } = handlerOf({ authorizer: { type: 'TOKEN' } })
    expect(await handler(restTokenEvent('user-1'))).toMatchObject({ principalId: 'user-1' })
  })

  it('opens the one request when the decision depends on it', async () => {
    const byPath = plugin('by-path', ({ path }) => pass({ principalId: path ?? '' }), {
      inputs: ['path'],
    })
    const { handler } = handlerOf({
      authorizer: { type: 'REQUEST', ttlSeconds: 0 },
      plugins: [byPath],
    })
    expect(await handler(restRequestEvent({ path: '/a/b' }))).toMatchObject({
      policyDocument: { Statement: [{ Resource: [`${stage}/GET/a/b`] }] },
    })
    expect(await handler(restRequestEvent({ path: '/a/*' }))).toMatchObject({
      principalId: 'anonymous',
      policyDocument: { Statement: [{ Effect: 'Deny' }] },
      context: { code: 'policy.unsafe_path' },
    })
  })

  it.each<[string, AnyPlugin]>([
    ['nobody is known', passing('nobody')],
    ['the credential is missing', plugin('absent', () => abstain('none'))],
    ['the credential is bad', throwing('bad', unauthenticated('bad.token'))],
  ])('throws exactly Unauthorized when %s', async (_case, made) => {
    const { handler } = handlerOf({ plugins: [made] })
    const thrown: unknown = await handler(event).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Error)
    expect((thrown as Error).message).toBe('Unauthorized')
    expect((thrown as Error).stack).toBe('Unauthorized')
  })

  it('denies the whole stage with the code when the caller may not', async () => {
    const { handler } = handlerOf({ plugins: [credential, throwing('no', forbidden('no.entry'))] })
    expect(await handler(event)).toEqual({
      principalId: 'anonymous',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${stage}/*`] }],
      },
      context: { code: 'no.entry' },
    })
  })

  it.each<[string, unknown, AnyPlugin]>([
    ['a plugin breaks', event, throwing('broken', new Error('token=abc'))],
    ['a plugin returns nothing', event, plugin('void', () => undefined as never)],
    ['the event is null', null, credential],
    ['the event is of another shape', restTokenEvent('a'), credential],
  ])('throws a constant when %s', async (_case, given, made) => {
    const { handler } = handlerOf({ plugins: [made] })
    await expect(handler(given)).rejects.toThrow(/^Authorizer failure$/)
  })

  it('answers with a Deny policy when the config says so, but not for what may pass a moment later', async () => {
    const deny = { onUnauthenticated: 'deny' } as const
    const bad = handlerOf({ ...deny, plugins: [throwing('bad', unauthenticated('bad.token'))] })
    expect(await bad.handler(event)).toMatchObject({
      principalId: 'anonymous',
      policyDocument: { Statement: [{ Effect: 'Deny', Resource: [`${stage}/*`] }] },
      context: { code: 'bad.token' },
    })
    const soon = unauthenticated('bad.not_yet', { transient: true })
    const early = handlerOf({ ...deny, plugins: [throwing('early', soon)] })
    await expect(early.handler(event)).rejects.toThrow('Unauthorized')
    const broken = handlerOf({ ...deny, plugins: [throwing('broken', new Error('x'))] })
    await expect(broken.handler(event)).rejects.toThrow('Authorizer failure')
  })

  it('ends the policy with the credential, unless that is switched off', async () => {
    const until = plugin('until', () => pass({ principalId: 'u', expiresAtSeconds: 1_790_000_600 }))
    const condition = { DateLessThanIfExists: { 'aws:CurrentTime': '2026-09-21T14:23:20Z' } }
    const on = handlerOf({ plugins: [until] })
    expect(await on.handler(event)).toMatchObject({
      policyDocument: { Statement: [{ Condition: condition }] },
    })
    const off = handlerOf({ plugins: [until], expiryCondition: false })
    expect(await off.handler(event)).not.toHaveProperty('policyDocument.Statement.0.Condition')
  })

  it('hands on the key of a usage plan', async () => {
    const keyed = plugin('keyed', () => pass({ principalId: 'u', usageIdentifierKey: 'digest' }))
    const { handler } = handlerOf({ plugins: [keyed] })
    expect(await handler(event)).toMatchObject({ usageIdentifierKey: 'digest' })
  })

  it('keeps a reserve of Lambda’s remaining time', async () => {
    const hanging = plugin('hanging', () => new Promise(() => {}))
    const logger = createTestLogger()
    const handler = createHandler({ plugins: [hanging] }, { logger })
    const lambdaContext = { awsRequestId: 'r', getRemainingTimeInMillis: () => 270 }
    await expect(handler(event, lambdaContext)).rejects.toThrow('Authorizer failure')
    expect(logger.lines.at(-1)?.fields).toMatchObject({ code: 'chain.deadline', plugin: 'hanging' })
    const spent = { awsRequestId: 'r', getRemainingTimeInMillis: () => 249 }
    const quick = handlerOf().handler
    await expect(quick(event, spent)).rejects.toThrow('Authorizer failure')
    const enough = { awsRequestId: 'r', getRemainingTimeInMillis: () => 251 }
    expect(await quick(event, enough)).toMatchObject({ principalId: 'user-1' })
  })

  it('refuses a config that cannot run before the first event', () => {
    expect(() => createHandler({ plugins: [] })).toThrow(
      expect.objectContaining({ kind: 'config', code: 'AC1001' }),
    )
  })
})

describe('the log of a handler', () => {
  it('has one line per decision with a fixed list of fields', async () => {
    const { handler, logger } = handlerOf()
    await handler(event, { awsRequestId: 'lambda-1', getRemainingTimeInMillis: () => 3000 })
    expect(logger.lines).toEqual([
      {
        level: 'info',
        message: 'authorizer decision',
        fields: {
          effect: 'Allow',
          principal_id: 'user-1',
          source: 'rest-request',
          api_id: 'abcdef123',
          stage: 'test',
          request_id: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
          function_request_id: 'lambda-1',
          cold_start: true,
          duration_ms: 0,
        },
      },
    ])
    await handler(event)
    expect(logger.lines[1]?.fields).toMatchObject({ cold_start: false })
  })

  it('says of a denial who, why and which plugin', async () => {
    const { handler, logger } = handlerOf({
      plugins: [credential, throwing('no', forbidden('no.entry'))],
    })
    await handler(event)
    expect(logger.lines[0]).toMatchObject({
      level: 'info',
      fields: {
        effect: 'Deny',
        kind: 'forbidden',
        code: 'no.entry',
        plugin: 'no',
        principal_id: 'user-1',
      },
    })
  })

  it('says of a failure what kind of error and where, and never its message', async () => {
    const secret = 'eyJhbGciOiJub25lIn0.secret'
    const broken = throwing(
      'broken',
      Object.assign(new TypeError(secret), { code: 'ECONNREFUSED' }),
    )
    const { handler, logger } = handlerOf({ plugins: [broken] })
    await handler(restRequestEvent({ headers: { Authorization: secret } })).catch(() => {})
    expect(logger.lines[0]).toMatchObject({
      level: 'error',
      fields: { code: 'broken.failed', error_name: 'TypeError', error_code: 'ECONNREFUSED' },
    })
    expect(String(logger.lines[0]?.fields['error_frames'])).toMatch(/handler\.test\.ts/)
    expect(JSON.stringify(logger.lines)).not.toContain(secret)
  })

  it('leaves the frames out when the message in front of them is not the one that is known', async () => {
    const secret = 'eyJhbGciOiJub25lIn0.secret'
    const error = new Error('something else')
    error.stack = `Error: ${secret}\n    at ${secret}`
    const { handler, logger } = handlerOf({ plugins: [throwing('broken', error)] })
    await handler(event).catch(() => {})
    expect(logger.lines[0]?.fields).not.toHaveProperty('error_frames')
    expect(JSON.stringify(logger.lines)).not.toContain(secret)
  })

  it.each([
    ['plain', /^user-1$/],
    ['hash', /^[0-9a-f]{16}$/],
    ['none', /^undefined$/],
  ] as const)('shows the principal as configured: %s', async (principal, shown) => {
    const { handler, logger } = handlerOf({ logging: { principal } })
    await handler(event)
    expect(String(logger.lines[0]?.fields['principal_id'])).toMatch(shown)
  })

  it('counts decisions with dimensions of few values', async () => {
    const counted: unknown[] = []
    const handler = createHandler(
      { plugins: [credential] },
      {
        logger: createTestLogger(),
        metrics: { count: (name, dimensions) => counted.push([name, dimensions]) },
      },
    )
    await handler(event)
    await handler(restRequestEvent()).catch(() => {})
    expect(counted).toEqual([
      ['Decision', { effect: 'Allow' }],
      ['Decision', { effect: 'Deny', code: 'chain.no_credential', plugin: 'chain' }],
    ])
  })
})

describe('setting up', () => {
  const openSchema = {
    '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
  } as const

  function flaky(failures: number): { plugin: AnyPlugin; attempts: () => number } {
    let attempts = 0
    const made = definePlugin({
      name: 'flaky',
      options: openSchema,
      setup: () => {
        attempts += 1
        if (attempts <= failures) throw new Error('down')
        return () => pass({ principalId: 'u' })
      },
    })
    return { plugin: made(undefined), attempts: () => attempts }
  }

  it('never rejects in warm-up, and is tried again by the next event', async () => {
    const { plugin: made, attempts } = flaky(1)
    const clock = createTestClock()
    const handler = createHandler({ plugins: [made] }, { logger: createTestLogger(), clock })
    await handler.warmUp()
    expect(attempts()).toBe(1)
    clock.advance(200)
    expect(await handler(event)).toMatchObject({ principalId: 'u' })
    expect(attempts()).toBe(2)
  })

  it('is left alone for a while after it failed, longer each time', async () => {
    const { plugin: made, attempts } = flaky(100)
    const clock = createTestClock()
    const handler = createHandler({ plugins: [made] }, { logger: createTestLogger(), clock })
    const ask = async (): Promise<void> => {
      await expect(handler(event)).rejects.toThrow('Authorizer failure')
    }
    await ask()
    await ask()
    expect(attempts()).toBe(1)
    clock.advance(100)
    await ask()
    clock.advance(100)
    await ask()
    expect(attempts()).toBe(2)
    clock.advance(100)
    await ask()
    expect(attempts()).toBe(3)
  })

  it('runs once for any number of events that wait for it', async () => {
    let attempts = 0
    const slow = definePlugin({
      name: 'slow',
      options: openSchema,
      setup: async () => {
        attempts += 1
        await new Promise((resolve) => setTimeout(resolve, 10))
        return () => pass({ principalId: 'u' })
      },
    })
    const handler = createHandler({ plugins: [slow(undefined)] }, { logger: createTestLogger() })
    await Promise.all(Array.from({ length: 50 }, () => handler(event)))
    expect(attempts).toBe(1)
  })

  it('that hangs denies inside the time, and does not keep later events waiting', async () => {
    let attempts = 0
    const hanging = definePlugin({
      name: 'hanging',
      options: openSchema,
      setup: () => {
        attempts += 1
        return attempts === 1 ? new Promise<never>(() => {}) : () => pass({ principalId: 'u' })
      },
    })
    const clock = createTestClock()
    const handler = createHandler(
      { plugins: [hanging(undefined)], deadlineMilliseconds: 20 },
      { logger: createTestLogger(), clock },
    )
    await expect(handler(event)).rejects.toThrow('Authorizer failure')
    clock.advance(1000)
    expect(await handler(event)).toMatchObject({ principalId: 'u' })
  })
})
