import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { skip } from '../../src/contract/outcome.js'
import {
  ConfigInvalidError,
  abstain,
  anyOf,
  createChain,
  createHandler,
  pass,
} from '../../src/index.js'
import type { AnyPlugin, Validate } from '../../src/index.js'
import { createTestContext, restRequestEvent } from '../../src/testing/index.js'
import { plugin } from '../helpers/plugins.js'

/**
 * Plugins as a careless or an evil author writes them. Whatever they do, the request is denied as a failure
 * and nothing outlives it.
 */
const answers: Readonly<Record<string, () => unknown>> = {
  'returns nothing': () => undefined,
  'returns null': () => null,
  'returns true': () => true,
  'returns 1': () => 1,
  'returns text': () => 'allow',
  'returns a bare object that looks like a pass': () => ({
    kind: 'pass',
    patch: { principalId: 'root' },
  }),
  'returns a pass that went through JSON': () =>
    JSON.parse(JSON.stringify(pass({ principalId: 'root' }))) as unknown,
  'returns a list': () => [pass({ principalId: 'root' })],
  'returns a function': () => () => pass({ principalId: 'root' }),
  'returns an instance of a class': () =>
    new (class Pass {
      kind = 'pass'
      patch = { principalId: 'root' }
    })(),
  'returns a skip, which only combinators may': () => skip(),
  'throws a fault of configuration': () => {
    throw new ConfigInvalidError('AC1001', 'too late')
  },
  'returns a promise of nothing': async () => {},
  'returns a proxy that throws at every touch': () =>
    new Proxy(
      {},
      {
        get() {
          throw new Error('touched')
        },
      },
    ),
  'returns an object whose `then` throws': () => ({
    get then() {
      throw new Error('touched')
    },
  }),
  'returns a thenable that settles with nothing': () => ({
    then(resolve: (value: unknown) => void) {
      resolve(undefined)
    },
  }),
  'passes a principal that is no text': () => pass({ principalId: 7 as never }),
  'passes an empty principal': () => pass({ principalId: '' }),
  'passes scopes that are one text': () => pass({ principalId: 'u', scopes: 'admin' as never }),
  'passes an expiry that is no number': () =>
    pass({ principalId: 'u', expiresAtSeconds: '1e9' as never }),
  'passes an endless expiry': () => pass({ principalId: 'u', expiresAtSeconds: Infinity }),
  'passes a nested context': () => pass({ principalId: 'u', context: { a: {} as never } }),
  'throws an error': () => {
    throw new Error('secret-value in a message')
  },
  'throws text': () => {
    throw 'Unauthorized' as unknown as Error
  },
  'throws nothing at all': () => {
    throw undefined as unknown as Error
  },
  'throws a bare object that looks like ours': () => {
    throw { kind: 'unauthenticated', code: 'fake.code' } as unknown as Error
  },
  'throws a proxy that throws at every touch': () => {
    throw new Proxy(new Error('x'), {
      get() {
        throw new Error('touched')
      },
      getPrototypeOf() {
        throw new Error('touched')
      },
    })
  },
  rejects: async () => {
    throw new Error('later')
  },
  'rejects with nothing': () => Promise.reject(undefined),
}

const rejections: unknown[] = []
const onRejection = (reason: unknown): void => {
  rejections.push(reason)
}

describe('a hostile plugin', () => {
  beforeAll(() => {
    process.on('unhandledRejection', onRejection)
  })
  afterAll(() => {
    process.off('unhandledRejection', onRejection)
  })

  it.each(Object.entries(answers))('that %s is a failure', async (_case, answer) => {
    const chain = await createChain({ plugins: [plugin('hostile', answer as Validate)] })
    expect(await chain(createTestContext())).toMatchObject({
      effect: 'Deny',
      kind: 'failure',
      plugin: 'hostile',
    })
  })

  it.each(Object.entries(answers))(
    'that %s does not fall through in anyOf',
    async (_case, answer) => {
      const good = plugin('good', () => pass({ principalId: 'u' }))
      const chain = await createChain({
        plugins: [anyOf(plugin('hostile', answer as Validate), good)],
      })
      expect(await chain(createTestContext())).toMatchObject({ effect: 'Deny', kind: 'failure' })
    },
  )

  it('cannot change the context, the identity, or what an earlier plugin provided', async () => {
    const first = plugin('first', () =>
      pass({ principalId: 'u', claims: { role: 'user' }, provides: { list: ['a'] } }),
    )
    const attempts: (() => unknown)[] = []
    const changing = plugin('changing', (context, identity) => {
      const provided = (identity as unknown as { first: { list: string[] } }).first
      attempts.push(
        () => Object.assign(context, { path: '/admin' }),
        () => Object.assign(context.resourceArn, { stage: 'other' }),
        () => Object.assign(identity, { principalId: 'root' }),
        () => Object.assign(identity.claims, { role: 'admin' }),
        () => (identity.scopes as string[]).push('admin'),
        () => provided.list.push('b'),
      )
      for (const attempt of attempts) expect(attempt).toThrow(TypeError)
      return pass()
    })
    const chain = await createChain({ plugins: [first, changing] })
    const decision = await chain(createTestContext())
    expect(attempts).toHaveLength(6)
    expect(decision).toMatchObject({
      principalId: 'u',
      identity: { claims: { role: 'user' }, scopes: [], first: { list: ['a'] } },
    })
  })

  it('cannot change its patch after it passed', async () => {
    const patch = { principalId: 'u', scopes: ['read'], context: { tier: 'free' } }
    const chain = await createChain({
      plugins: [
        plugin('first', () => pass(patch)),
        plugin('second', () => {
          patch.principalId = 'root'
          patch.scopes.push('admin')
          patch.context.tier = 'gold'
          return pass()
        }),
      ],
    })
    expect(await chain(createTestContext())).toMatchObject({
      principalId: 'u',
      identity: { scopes: ['read'] },
      context: { tier: 'free' },
    })
  })

  it.each<[string, AnyPlugin]>([
    [
      'passes',
      plugin('late', async () => {
        await new Promise((resolve) => setTimeout(resolve, 40))
        return pass({ principalId: 'late' })
      }),
    ],
    [
      'rejects',
      plugin('late', async () => {
        await new Promise((resolve) => setTimeout(resolve, 40))
        throw new Error('too late')
      }),
    ],
  ])('that %s after the deadline is ignored', async (_case, late) => {
    const chain = await createChain({ plugins: [late], deadlineMilliseconds: 10 })
    expect(await chain(createTestContext())).toMatchObject({ code: 'chain.deadline' })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(rejections).toEqual([])
  })

  it('stops the combinator around it from going on after the deadline', async () => {
    let asked = false
    const late = plugin('late', async () => {
      await new Promise((resolve) => setTimeout(resolve, 30))
      return abstain('late')
    })
    const next = plugin('next', () => {
      asked = true
      return pass({ principalId: 'u' })
    })
    const chain = await createChain({ plugins: [anyOf(late, next)], deadlineMilliseconds: 10 })
    await chain(createTestContext())
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(asked).toBe(false)
  })

  it('and a log, metrics and tracer that throw leave the decision as it is', async () => {
    const broken = (): never => {
      throw new Error('down')
    }
    const handler = createHandler(
      { plugins: [plugin('good', () => pass({ principalId: 'u' }))] },
      {
        logger: { debug: broken, info: broken, warn: broken, error: broken },
        metrics: { count: broken },
        tracer: { event: broken },
      },
    )
    expect(await handler(restRequestEvent())).toMatchObject({ principalId: 'u' })
    const closed = createHandler(
      { plugins: [plugin('bad', () => undefined as never)] },
      { logger: { debug: broken, info: broken, warn: broken, error: broken } },
    )
    await expect(closed(restRequestEvent())).rejects.toThrow('Authorizer failure')
  })
})
