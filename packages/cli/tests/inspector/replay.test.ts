import {
  anyOf,
  definePlugin,
  literal,
  method,
  pass,
  requireScope,
  unauthenticated,
  when,
} from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import type { ApiError, ReplayChanges, ReplayRequest, ReplayResult } from '@authchain/inspector/api'
import type { RequestRecord } from '@authchain/inspector/record'
import { describe, expect, it } from 'vitest'
import { good, startInspected, tokens } from '../helpers/inspected.js'
import type { Inspected } from '../helpers/inspected.js'

async function newest({ list }: Inspected): Promise<RequestRecord> {
  const record = (await list()).records.at(-1)
  if (record === undefined) throw new Error('Nothing was recorded')
  return record
}

async function replay(inspected: Inspected, asked: Partial<ReplayRequest>): Promise<ReplayResult> {
  const { id } = await newest(inspected)
  const response = await inspected.post('replay', { id, ...asked })
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as ReplayResult
}

const what = async (inspected: Inspected, changes: ReplayChanges): Promise<RequestRecord> =>
  (await replay(inspected, { changes })).replayed

describe('a replay', () => {
  it('sends the real credential, which the page never had', async () => {
    const inspected = await startInspected()
    await inspected.send('/orders/1')
    const { original, replayed } = await replay(inspected, {})
    expect(replayed).toMatchObject({
      origin: 'replay',
      replayOf: original.id,
      effect: 'Allow',
      principalId: 'ada',
      cache: { use: 'MISS' },
      request: { path: '/orders/1' },
    })
    expect((await newest(inspected)).id).toBe(replayed.id)
  })

  it('changes method, path, query and headers, and keeps what is masked', async () => {
    const inspected = await startInspected()
    await inspected.send('/orders/1?access_token=abcd1234&x=1')
    const replayed = await what(inspected, {
      method: 'delete',
      path: '/orders/7?access_token=***&x=2',
      headers: { 'X-New': 'v', authorization: '***', accept: null },
    })
    expect(replayed).toMatchObject({
      effect: 'Allow',
      request: {
        method: 'DELETE',
        path: '/orders/7',
        query: [
          { name: 'access_token', value: '***' },
          { name: 'x', value: '2' },
        ],
      },
    })
    const names = replayed.request.headers.map(({ name }) => name.toLowerCase())
    expect(names).toContain('x-new')
    expect(names).not.toContain('accept')
    expect(await what(inspected, { headers: { Authorization: 'Bearer other' } })).toMatchObject({
      code: 'tokens.unknown',
    })
  })

  it('leaves cache, clock and backend of the running gateway alone', async () => {
    const asked: string[] = []
    const inspected = await startInspected(undefined, {
      integration: async ({ path }) => {
        asked.push(path)
        return { status: 204 }
      },
    })
    await inspected.send('/orders/1')
    await what(inspected, { path: '/orders/2', clockOffsetSeconds: 3600 })
    expect(asked).toEqual(['/orders/1'])
    await inspected.send('/orders/3')
    expect(await newest(inspected)).toMatchObject({ cache: { use: 'HIT' } })
    expect((await inspected.list()).gateway.clock.offsetSeconds).toBe(0)
  })

  it('goes through the running gateway where it is told to', async () => {
    const inspected = await startInspected()
    await inspected.send('/orders/1')
    const { replayed } = await replay(inspected, { on: 'live' })
    expect(replayed).toMatchObject({ origin: 'replay', cache: { use: 'HIT' } })
    const { records } = await inspected.list()
    expect(records.filter(({ id }) => id === replayed.id)).toEqual([replayed])
    const faulty = { on: 'live', changes: { faults: [{ kind: 'network' }] } } as const
    await expect(replay(inspected, faulty)).rejects.toThrow('"live"')
  })

  it('fills its cache first, and lets it age', async () => {
    const inspected = await startInspected({ plugins: [tokens, requireScope('read')] })
    await inspected.send('/orders/1')
    const first = await newest(inspected)
    const warm = await replay(inspected, { after: [first.id] })
    expect(warm.replayed.cache).toMatchObject({ use: 'HIT', from: { path: '/orders/1' } })
    const late = await replay(inspected, {
      id: first.id,
      after: [first.id],
      changes: { clockOffsetSeconds: 301 },
    })
    expect(late.replayed.cache.use).toBe('MISS')
  })

  const inTheMiddle = (plugin: AuthchainConfig['plugins'][0]): AuthchainConfig => ({
    authorizer: { type: 'REQUEST', ttlSeconds: 0 },
    plugins: [plugin, when(method('GET'), requireScope('read'))],
  })
  const other = definePlugin({
    name: 'other',
    validate: () => {
      throw unauthenticated('other.never')
    },
  })()

  it.each([
    ['a plugin', inTheMiddle(tokens), 'tokens', 'tokens.failed'],
    ['a member of anyOf', inTheMiddle(anyOf(tokens, other)), 'tokens', 'tokens.failed'],
    ['what stands under a condition', inTheMiddle(tokens), 'requireScope', 'chain.failed'],
  ])('lets %s throw, once', async (_case, config, plugin, code) => {
    const inspected = await startInspected(config)
    await inspected.send('/orders/1')
    const faults = [{ kind: 'throws', plugin }] as const
    expect(await what(inspected, { faults })).toMatchObject({
      effect: 'Failure',
      code,
      answer: { status: 500 },
    })
    expect(await inspected.send('/orders/1')).toBe(200)
  })

  it('lets a plugin hang until the deadline ends it', async () => {
    const config = { ...inTheMiddle(tokens), deadlineMilliseconds: 100 }
    const inspected = await startInspected(config)
    await inspected.send('/orders/1')
    for (const plugin of ['tokens', 'requireScope']) {
      const faults = [{ kind: 'hangs', plugin }] as const
      expect(await what(inspected, { faults })).toMatchObject({ code: 'chain.deadline' })
    }
  })

  it.each([
    ['network', 'asks over the network'],
    ['secrets', 'opens a secret'],
  ] as const)('lets %s fail for a plugin that %s', async (kind, _does) => {
    const key = literal('value')
    const asking = definePlugin({
      name: 'asking',
      options: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: {} }) } },
      requires: () => ({ credentials: ['token'], secrets: [key], hosts: ['127.0.0.1'] }),
      setup: async (_options, runtime) => {
        const secret = await runtime.secrets.open(key)
        return async (_context, _identity, { signal }) => {
          if (kind === 'secrets') await secret.read(signal)
          else await runtime.http({ url: new URL(inspected.url), signal })
          return pass({ principalId: 'ada' })
        }
      },
    })
    const inspected = await startInspected({
      authorizer: { type: 'REQUEST', ttlSeconds: 0 },
      plugins: [asking({})],
    })
    expect(await inspected.send('/orders/1')).toBe(200)
    expect(await what(inspected, { faults: [{ kind }] })).toMatchObject({ code: 'asking.failed' })
    expect(await what(inspected, {})).toMatchObject({ effect: 'Allow' })
  })

  it.each([
    ['an unknown change', { changes: { pth: '/x' } }, 400],
    ['a header with a line break', { changes: { headers: { a: 'b\r\nc: d' } } }, 400],
    ['a header name that is none', { changes: { headers: { 'a b': 'c' } } }, 400],
    ['a path that is none', { changes: { path: 'orders' } }, 400],
    ['time that goes back', { changes: { clockOffsetSeconds: -1 } }, 400],
    ['a fault of no kind', { changes: { faults: [{ kind: 'fire' }] } }, 400],
    ['a fault without its plugin', { changes: { faults: [{ kind: 'throws' }] } }, 400],
    ['too many before it', { after: Array.from({ length: 21 }, () => 'x') }, 400],
    ['another gateway', { on: 'aws' }, 400],
    ['a record that is gone', { id: 'gone' }, 404],
    ['one of them gone', { after: ['gone'] }, 404],
    ['a plugin that is not there', { changes: { faults: [{ kind: 'throws', plugin: 'x' }] } }, 409],
    ['claims without a token', { changes: { claims: { sub: 'x' } } }, 409],
    ['text', '{"id":', 400],
    ['a list', '[]', 400],
    ['too much', JSON.stringify({ id: 'x'.repeat(300_000) }), 413],
  ])('is refused with %s', async (_case, body, status) => {
    const inspected = await startInspected()
    await inspected.send('/orders/1')
    const { id } = await newest(inspected)
    const response = await inspected.post(
      'replay',
      typeof body === 'string' ? body : { id, ...body },
    )
    expect(response.status).toBe(status)
    const { error } = (await response.json()) as ApiError
    expect(error.message).not.toContain(good)
  })
})
