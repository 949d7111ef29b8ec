import { createTestClock } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { createRefreshedValue } from '../src/refreshed-value.js'
import { createTokenBucket } from '../src/token-bucket.js'

const endless = new AbortController().signal
const minute = 60_000

describe('a refreshed value', () => {
  it('reaches a source that is slow but sound, although it answers from what it holds meanwhile', async () => {
    const clock = createTestClock()
    let loads = 0
    let slowness = 0
    const value = createRefreshedValue(
      async () => {
        loads += 1
        const result = loads
        await new Promise((resolve) => {
          setTimeout(resolve, slowness)
        })
        return result
      },
      clock,
      () => {},
    )
    expect(await value.get(endless)).toBe(1)
    slowness = 500
    clock.advance(11 * minute)
    expect(await value.get(endless)).toBe(1)
    clock.advance(1000)
    expect(await value.get(endless)).toBe(3)
  })

  it('does not take an end that its caller wanted for a failure of the source', async () => {
    const failures: unknown[] = []
    const value = createRefreshedValue(
      async () => new Promise<number>(() => {}),
      createTestClock(),
      (error) => failures.push(error),
    )
    await expect(value.get(AbortSignal.timeout(10))).rejects.toBeDefined()
    expect(failures).toEqual([])
  })

  it('ignores what a load brings after its time', async () => {
    const clock = createTestClock()
    let finish = (_value: string): void => {}
    const value = createRefreshedValue(
      async () =>
        new Promise<string>((resolve) => {
          finish = resolve
        }),
      clock,
      () => {},
    )
    await expect(value.get(AbortSignal.timeout(10))).rejects.toBeDefined()
    finish('late')
    await new Promise(setImmediate)
    expect(value.findFresh()).toBeUndefined()
  })

  it('doubles its pauses up to half a minute', async () => {
    const clock = createTestClock()
    let loads = 0
    const value = createRefreshedValue(
      async () => {
        loads += 1
        return Promise.reject(new Error('down'))
      },
      clock,
      () => {},
    )
    const attempts: number[] = []
    for (let second = 0; second < 120; second += 1) {
      const before = loads
      await value.get(endless).catch(() => {})
      if (loads > before) attempts.push(second)
      clock.advance(1000)
    }
    expect(attempts).toEqual([0, 1, 3, 7, 15, 31, 61, 91])
  })
})

it('a bucket gives a burst, then one in a while, and never more than a burst', () => {
  const clock = createTestClock()
  const bucket = createTokenBucket({ burst: 3, refillMilliseconds: 10 }, clock)
  const takes = (count: number): boolean[] => Array.from({ length: count }, () => bucket.take())
  expect(takes(4)).toEqual([true, true, true, false])
  clock.advance(9)
  expect(takes(1)).toEqual([false])
  clock.advance(1)
  expect(takes(2)).toEqual([true, false])
  clock.advance(1_000_000)
  expect(takes(4)).toEqual([true, true, true, false])
})
