import { failure } from '@authchain/core'
import { createTestClock, createTestLogger } from '@authchain/core/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createApiKey } from '../../src/index.js'
import type { ApiKeyRecord, ApiKeyStore } from '../../src/index.js'
import { cacheLimits, createRecordCache } from '../../src/stores/record-cache.js'

const second = 1000
const signal = new AbortController().signal
const { record } = createApiKey()
const { id } = record

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no error',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
}

describe('the cache before a remote store', () => {
  let clock: ReturnType<typeof createTestClock>
  let logger: ReturnType<typeof createTestLogger>
  let table: Map<string, ApiKeyRecord>
  let fault: (() => unknown) | undefined
  let gate: Promise<unknown> | undefined
  let asked: string[]
  let random: number
  let cached: ApiKeyStore['find']
  const find = async (which = id, until = signal): ReturnType<ApiKeyStore['find']> =>
    cached(which, until, { clock, logger })

  beforeEach(() => {
    clock = createTestClock()
    logger = createTestLogger()
    table = new Map([[id, record]])
    fault = undefined
    gate = undefined
    asked = []
    random = 0.5
    cached = createRecordCache(
      async (which) => {
        asked.push(which)
        await gate
        const error = fault?.()
        if (error !== undefined) throw error
        return table.get(which)
      },
      () => random,
    )
  })

  it.each([
    ['270 s at the soonest', 0, 270],
    ['330 s at the latest', 0.999_999, 330],
  ])('keeps a record for %s', async (_case, chance, seconds) => {
    random = chance
    expect(await find()).toBe(record)
    table.clear()
    clock.advance((seconds - 1) * second)
    expect(await find()).toBe(record)
    clock.advance(second)
    expect(await find()).toBeUndefined()
    expect(asked).toHaveLength(2)
  })

  it('takes a changed record when the old one is too old', async () => {
    await find()
    table.set(id, { ...record, disabled: true })
    clock.advance(331 * second)
    expect(await find()).toMatchObject({ disabled: true })
  })

  it('keeps for 10 s that there is no record', async () => {
    table.clear()
    expect(await find()).toBeUndefined()
    table.set(id, record)
    clock.advance(9 * second)
    expect(await find()).toBeUndefined()
    expect(asked).toHaveLength(1)
    clock.advance(second)
    expect(await find()).toBe(record)
  })

  it('asks once for all who wait for the same record', async () => {
    const found = await Promise.all(Array.from({ length: 100 }, async () => find()))
    expect(new Set(found)).toEqual(new Set([record]))
    expect(asked).toEqual([id])
  })

  it('begins anew for those who wait when the one who asked has gone', async () => {
    gate = new Promise(() => undefined)
    const starter = new AbortController()
    const gone = codeOf(find(id, starter.signal))
    const waiting = find()
    gate = undefined
    starter.abort(new Error('time is up'))
    expect(await gone).toBe('time is up')
    expect(await waiting).toBe(record)
    expect(asked).toHaveLength(2)
  })

  it('serves a record it knows even when the time is up, and asks nobody then', async () => {
    await find()
    const aborted = AbortSignal.abort(new Error('time is up'))
    expect(await find(id, aborted)).toBe(record)
    expect(await codeOf(find('other', aborted))).toBe('time is up')
    expect(asked).toHaveLength(1)
  })

  it('serves the last known record through an outage of an hour, asking every 5 s', async () => {
    await find()
    fault = () => new Error('down')
    clock.advance(331 * second)
    expect(await find()).toBe(record)
    expect(logger.lines).toMatchObject([
      { level: 'warn', fields: { code: 'api_key.store_unavailable', id, error: 'Error' } },
    ])
    clock.advance(4 * second)
    expect(await find()).toBe(record)
    expect(asked).toHaveLength(2)
    clock.advance(second)
    expect(await find()).toBe(record)
    expect(asked).toHaveLength(3)
    clock.advance(3600 * second)
    expect(await codeOf(find())).toBe('api_key.store_unavailable')
  })

  it('fails when nothing is known, and leaves the store alone for 5 s', async () => {
    fault = () => new Error('down')
    expect(await codeOf(find())).toBe('api_key.store_unavailable')
    fault = undefined
    clock.advance(4 * second)
    expect(await codeOf(find())).toBe('api_key.store_unavailable')
    expect(asked).toHaveLength(1)
    clock.advance(second)
    expect(await find()).toBe(record)
  })

  it.each(['api_key.store_denied', 'api_key.record_invalid'] as const)(
    'takes a record out of use when the answer is %s',
    async (code) => {
      await find()
      fault = () => failure(code)
      clock.advance(331 * second)
      expect(await codeOf(find())).toBe(code)
      fault = () => new Error('down')
      clock.advance(6 * second)
      expect(await codeOf(find())).toBe('api_key.store_unavailable')
    },
  )

  it('takes a deleted record out of use for good', async () => {
    await find()
    table.clear()
    clock.advance(331 * second)
    expect(await find()).toBeUndefined()
    fault = () => new Error('down')
    clock.advance(11 * second)
    expect(await codeOf(find())).toBe('api_key.store_unavailable')
  })

  it('gives up a store that hangs while the request still has time', async () => {
    gate = new Promise(() => undefined)
    expect(await codeOf(find())).toBe('api_key.store_unavailable')
  })

  it('keeps good records through a flood of ids that nobody has', async () => {
    await find()
    for (let made = 0; made < cacheLimits.misses * 2; made += 1) await find(`made-up-${made}`)
    asked = []
    expect(await find()).toBe(record)
    expect(asked).toEqual([])
    // The oldest of the flood was forgotten: memory is bounded.
    await find('made-up-0')
    expect(asked).toEqual(['made-up-0'])
  })

  it('holds no more records than its limit', async () => {
    table = new Map()
    for (let made = 0; made <= cacheLimits.records; made += 1) table.set(`id-${made}`, record)
    for (const which of table.keys()) await find(which)
    asked = []
    await find('id-1')
    await find('id-0')
    expect(asked).toEqual(['id-0'])
  })

  it('works without a runtime, by the clock of the system', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] })
    try {
      expect(await cached(id, signal)).toBe(record)
      vi.advanceTimersByTime(331 * second)
      expect(await cached(id, signal)).toBe(record)
      expect(asked).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })
})
