import { describe, expect, it } from 'vitest'
import {
  abstain,
  createChain,
  defineConfig,
  definePlugin,
  forbidden,
  pass,
  unauthenticated,
} from '../../src/index.js'
import type { AnyPlugin } from '../../src/index.js'
import { createTestClock, createTestContext, createTestLogger } from '../../src/testing/index.js'
import { abstaining, chainOf, passing, plugin, throwing } from '../helpers/plugins.js'

const context = createTestContext({ token: 'Bearer abc', headers: { 'x-tenant': 'acme' } })

describe('a chain', () => {
  it('allows when every plugin passes and one of them established a principal', async () => {
    const chain = await chainOf(passing('first', 'user-1'), passing('second'))
    expect(await chain(context)).toMatchObject({
      effect: 'Allow',
      principalId: 'user-1',
      policy: { kind: 'stage' },
    })
  })

  it.each<[string, readonly AnyPlugin[], object]>([
    [
      'nobody established a principal',
      [passing('first'), passing('second')],
      { kind: 'unauthenticated', code: 'chain.no_principal' },
    ],
    [
      'a plugin found no credential',
      [passing('first', 'user-1'), abstaining('second')],
      { kind: 'unauthenticated', code: 'chain.no_credential', principalId: 'user-1' },
    ],
    [
      'a credential was bad',
      [throwing('first', unauthenticated('first.bad')), passing('second', 'user-1')],
      { kind: 'unauthenticated', code: 'first.bad', plugin: 'first' },
    ],
    [
      'a caller may not',
      [passing('first', 'user-1'), throwing('second', forbidden('second.no'))],
      { kind: 'forbidden', code: 'second.no', plugin: 'second', principalId: 'user-1' },
    ],
    [
      'two plugins name different callers',
      [passing('first', 'user-1'), passing('second', 'user-2')],
      { kind: 'forbidden', code: 'chain.principal_conflict' },
    ],
    [
      'a credential has ended',
      [plugin('old', () => pass({ principalId: 'user-1', expiresAtSeconds: 1_790_000_000 }))],
      { kind: 'unauthenticated', code: 'chain.expired' },
    ],
  ])('denies when %s', async (_case, plugins, expected) => {
    const chain = await chainOf(...plugins)
    expect(await chain(context)).toMatchObject({ effect: 'Deny', ...expected })
  })

  it('asks nobody after the first denial', async () => {
    let asked = 0
    const counter = plugin('counter', () => {
      asked += 1
      return pass()
    })
    const chain = await chainOf(throwing('first', unauthenticated('first.bad')), counter)
    await chain(context)
    expect(asked).toBe(0)
  })

  it('lets an instance that replaces take over principal, claims and scopes', async () => {
    const admin = plugin('admin', () =>
      pass({ principalId: 'admin', scopes: ['all'], claims: { role: 'admin' } }),
    )
    const actAs = definePlugin({
      name: 'act-as',
      validate: () => pass({ principalId: 'user-7', scopes: ['read'], claims: { role: 'user' } }),
    })
    const chain = await chainOf(admin, actAs(undefined, { principal: 'replace' }))
    expect(await chain(context)).toMatchObject({
      principalId: 'user-7',
      identity: { scopes: ['read'], claims: { role: 'user' } },
    })
  })

  it('takes neither principal nor scopes from an instance that is ignored, but what it provides', async () => {
    const partner = definePlugin({
      name: 'partner',
      validate: () => pass({ principalId: 'p', scopes: ['admin'], provides: { id: 'p' } }),
    })
    const chain = await chainOf(passing('user', 'u'), partner(undefined, { principal: 'ignore' }))
    expect(await chain(context)).toMatchObject({
      principalId: 'u',
      identity: { scopes: [], partner: { id: 'p' } },
    })
  })

  it('ends an Allow with the earliest credential', async () => {
    const until = (name: string, expiresAtSeconds: number): AnyPlugin =>
      plugin(name, () => pass({ principalId: 'u', expiresAtSeconds }))
    const chain = await chainOf(until('long', 1_900_000_000), until('short', 1_800_000_000))
    expect(await chain(context)).toMatchObject({ identity: { expiresAtSeconds: 1_800_000_000 } })
  })

  it('gives the backend what plugins passed, with the config winning, and leaves undefined out', async () => {
    const tier = plugin('tier', () =>
      pass({ principalId: 'u', context: { tier: 'free', region: 'eu' } }),
    )
    const config = defineConfig({
      plugins: [tier],
      context: ({ principalId }) => ({ tier: 'gold', who: principalId, nothing: undefined }),
    })
    const chain = await createChain(config, { logger: createTestLogger() })
    const decision = await chain(context)
    expect(decision).toMatchObject({ context: { tier: 'gold', region: 'eu', who: 'u' } })
    expect(decision).not.toHaveProperty('context.nothing')
  })

  it.each([
    ['an object', { nested: { a: 1 } }, 'context.not_flat'],
    ['a list', { roles: ['a'] }, 'context.not_flat'],
    ['a number that JSON cannot say', { n: Number.NaN }, 'context.not_flat'],
    ['a key of API Gateway', { principalId: 'someone-else' }, 'context.reserved_key'],
    ['the reserved key claims', { claims: 'x' }, 'context.reserved_key'],
    ['more than 8 KiB', { big: 'x'.repeat(8200) }, 'context.too_large'],
    ['no object at all', 'text', 'context.not_flat'],
    ['a promise', Promise.resolve({}), 'context.not_flat'],
  ])('fails when the response context holds %s', async (_case, value, code) => {
    const plugins = [passing('first', 'user-1')] as const
    const chain = await createChain(
      { plugins, context: () => value as never },
      { logger: createTestLogger() },
    )
    expect(await chain(context)).toMatchObject({ effect: 'Deny', kind: 'failure', code })
  })

  it('fails when the function for the response context throws', async () => {
    const config = {
      plugins: [passing('first', 'user-1')],
      context: (): never => {
        throw new Error('no')
      },
    }
    const chain = await createChain(config, { logger: createTestLogger() })
    expect(await chain(context)).toMatchObject({ kind: 'failure', code: 'chain.failed' })
  })

  it('sets each plugin up once, whatever the number of requests', async () => {
    let setUps = 0
    const counting = definePlugin({
      name: 'counting',
      options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
      setup: () => {
        setUps += 1
        return () => pass({ principalId: 'u' })
      },
    })
    const chain = await chainOf(counting(undefined))
    await chain(context)
    await chain(context)
    expect(setUps).toBe(1)
  })

  it('never mixes interleaved requests', async () => {
    const echo = plugin(
      'echo',
      async (view) => {
        const id = view.header('x-user') ?? ''
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
        return pass({ principalId: id, provides: { id } })
      },
      { inputs: ['header:x-user'] },
    )
    const check = plugin('check', (_view, identity) =>
      pass({
        context: {
          same: (identity as { echo?: { id: string } }).echo?.id === identity.principalId,
        },
      }),
    )
    const chain = await createChain({ plugins: [echo, check] }, { logger: createTestLogger() })
    const ids = Array.from({ length: 100 }, (_, index) => `user-${index}`)
    const decisions = await Promise.all(
      ids.map((id) => chain(createTestContext({ headers: { 'x-user': id } }))),
    )
    expect(decisions.map(({ principalId }) => principalId)).toEqual(ids)
    expect(decisions.every((item) => item.effect === 'Allow' && item.context['same'])).toBe(true)
  })
})

describe('the time of a chain', () => {
  const never = plugin('never', () => new Promise(() => {}))

  it('fails with the name of the plugin that used it up', async () => {
    const chain = await createChain({ plugins: [never], deadlineMilliseconds: 20 })
    expect(await chain(context)).toMatchObject({
      kind: 'failure',
      code: 'chain.deadline',
      plugin: 'never',
    })
  })

  it('is bounded by each call and by its signal', async () => {
    const chain = await createChain({ plugins: [never] })
    expect(await chain(context, { deadlineMilliseconds: 10 })).toMatchObject({ kind: 'failure' })
    const signal = AbortSignal.timeout(10)
    expect(await chain(context, { signal })).toMatchObject({ code: 'chain.deadline' })
    expect(await chain(context, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'failure' })
  })

  it('aborts what the plugin was waiting for', async () => {
    let wasAborted = false
    const waiting = plugin('waiting', async (_context, _identity, call) => {
      await new Promise((resolve) => {
        call.signal.addEventListener('abort', resolve)
      })
      wasAborted = true
      return pass({ principalId: 'late' })
    })
    const chain = await createChain({ plugins: [waiting], deadlineMilliseconds: 10 })
    expect(await chain(context)).toMatchObject({ effect: 'Deny', code: 'chain.deadline' })
    expect(wasAborted).toBe(true)
  })

  it('asks no further plugin once it is up', async () => {
    const clock = createTestClock()
    const slow = plugin('slow', () => {
      clock.advance(6000)
      return pass({ principalId: 'u' })
    })
    let asked = false
    const next = plugin('next', () => {
      asked = true
      return pass()
    })
    const chain = await createChain({ plugins: [slow, next] }, { clock })
    expect(await chain(context)).toMatchObject({ kind: 'failure', code: 'chain.deadline' })
    expect(asked).toBe(false)
  })

  it('denies a pass that came after it was up', async () => {
    const clock = createTestClock()
    const slow = plugin('slow', () => {
      clock.advance(6000)
      return pass({ principalId: 'u' })
    })
    const chain = await createChain({ plugins: [slow] }, { clock })
    expect(await chain(context)).toMatchObject({ kind: 'failure', code: 'chain.deadline' })
  })
})

describe('what a plugin may read', () => {
  it.each<[string, (view: Parameters<Parameters<typeof plugin>[1]>[0]) => unknown]>([
    ['the token', (view) => view.token],
    ['the method', (view) => view.method],
    ['the path', (view) => view.path],
    ['the route', (view) => view.route],
    ['the caller’s address', (view) => view.sourceIp],
    ['a header', (view) => view.header('x-tenant')],
    ['a query parameter', (view) => view.query('a')],
    ['a cookie', (view) => view.cookie('a')],
    ['a path parameter', (view) => view.pathParameter('id')],
    ['a stage variable', (view) => view.stageVariable('a')],
  ])('does not include %s when it declared nothing', async (_case, read) => {
    const reader = plugin('reader', (view) => {
      read(view)
      return pass({ principalId: 'u' })
    })
    const chain = await chainOf(reader)
    expect(await chain(context)).toMatchObject({
      kind: 'failure',
      code: 'chain.undeclared_input',
      plugin: 'reader',
    })
  })

  it('counts an undeclared read although the plugin caught the error', async () => {
    const sneaky = plugin('sneaky', (view) => {
      try {
        view.header('x-tenant')
      } catch {
        // goes on as if nothing had happened
      }
      return pass({ principalId: 'u' })
    })
    const chain = await chainOf(sneaky)
    expect(await chain(context)).toMatchObject({ code: 'chain.undeclared_input' })
  })

  it('is declared without regard to the case of header names, and `token` is the Authorization header', async () => {
    const reader = plugin(
      'reader',
      (view) => pass({ principalId: `${view.header('X-TENANT')} ${view.header('authorization')}` }),
      { inputs: ['header:X-Tenant', 'token'] },
    )
    const chain = await chainOf(reader)
    expect(await chain(context)).toMatchObject({ principalId: 'acme Bearer abc' })
  })

  it.each([
    ['header', { headers: { 'x-tenant': ['acme', 'globex'] } }, 'header:x-tenant'],
    ['query parameter', { query: { 'x-tenant': ['acme', 'globex'] } }, 'query:x-tenant'],
    ['cookie', { headers: { cookie: 'x-tenant=acme; x-tenant=globex' } }, 'cookie:x-tenant'],
  ] as const)('denies a %s with two values, caught or not', async (kind, request, input) => {
    const method = kind === 'query parameter' ? 'query' : kind
    const reader = plugin(
      'reader',
      (view) => {
        try {
          view[method]('x-tenant')
        } catch {
          // goes on with neither
        }
        return pass({ principalId: 'u' })
      },
      { inputs: [input] },
    )
    const chain = await chainOf(reader)
    expect(await chain(createTestContext(request))).toMatchObject({
      kind: 'unauthenticated',
      code: 'request.ambiguous',
    })
  })

  it('is the value itself when it was sent twice alike', async () => {
    const reader = plugin(
      'reader',
      (view) => pass({ principalId: view.header('x-tenant') ?? '' }),
      {
        inputs: ['header:x-tenant'],
      },
    )
    const chain = await chainOf(reader)
    const twice = createTestContext({ headers: { 'x-tenant': ['acme', 'acme'] } })
    expect(await chain(twice)).toMatchObject({ principalId: 'acme' })
  })

  it('leaves the secret store closed for references that were not declared', async () => {
    const thief = definePlugin({
      name: 'thief',
      options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
      requires: () => ({}),
      setup: async (_options, runtime) => {
        await runtime.secrets.open({ kind: 'secret-ref', store: 'env', name: 'HOME' })
        return () => abstain('never')
      },
    })
    await expect(chainOf(thief(undefined))).rejects.toMatchObject({
      kind: 'failure',
      code: 'chain.undeclared_secret',
      plugin: 'thief',
    })
  })
})
