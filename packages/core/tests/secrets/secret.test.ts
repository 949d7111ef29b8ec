import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { env, failure, literal } from '../../src/index.js'
import { createSecrets } from '../../src/secrets/secret.js'
import { createBench, errorOf, hour, second, value } from '../helpers/secrets-bench.js'
import type { SecretsBench } from '../helpers/secrets-bench.js'
import { createStubStore } from '../helpers/stub-store.js'

describe('createSecrets', () => {
  let bench: SecretsBench
  const signal = new AbortController().signal

  beforeEach(() => {
    bench = createBench()
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  describe('while a secret is fresh', () => {
    it('reads it synchronously and without the store', async () => {
      const secret = await bench.open('a')
      const loaded = await secret.read(signal)
      bench.clock.advance(299 * second)
      expect(secret.read(signal)).toBe(loaded)
      expect(loaded.value).toBe(value)
      expect(bench.store.loads).toEqual([['a']])
    })

    it('reads it even for a caller whose time is up', async () => {
      const secret = await bench.open('a')
      await secret.read(signal)
      expect(secret.read(AbortSignal.abort())).toMatchObject({ value })
    })

    it.each([
      ['at the soonest after 270 s', 0, 270],
      ['at the latest after 330 s', 0.999_999, 330],
    ])('becomes due %s', async (_case, chance, seconds) => {
      bench.random = chance
      const secret = await bench.open('a')
      await secret.read(signal)
      bench.clock.advance((seconds - 1) * second)
      await secret.read(signal)
      expect(bench.store.loads).toHaveLength(1)
      bench.clock.advance(second)
      await secret.read(signal)
      expect(bench.store.loads).toHaveLength(2)
    })

    it.each([
      ['60', 61, 2],
      ['60', 59, 1],
      ['0', 2, 2],
      ['not a number', 299, 1],
      ['-5', 299, 1],
      ['99999', 23 * 3600, 1],
      ['99999', 25 * 3600, 2],
    ])('follows POWERTOOLS_PARAMETERS_MAX_AGE=%s, after %i s', async (maxAge, seconds, loads) => {
      vi.stubEnv('POWERTOOLS_PARAMETERS_MAX_AGE', maxAge)
      const secret = await bench.open('a')
      await secret.read(signal)
      bench.clock.advance(seconds * second)
      await secret.read(signal)
      expect(bench.store.loads).toHaveLength(loads)
    })

    it('counts the time in which the process was frozen', async () => {
      let wall = 0
      const secrets = createSecrets({
        logger: bench.logger,
        random: () => bench.random,
        clock: { nowMilliseconds: () => wall, monotonicMilliseconds: () => 0 },
      })
      const secret = await secrets.open(bench.refTo('a'))
      await secret.read(signal)
      wall = 301 * second
      await secret.read(signal)
      expect(bench.store.loads).toHaveLength(2)
    })

    it('does not become older when the wall clock is set back', async () => {
      let wall = 0
      let monotonic = 0
      const secrets = createSecrets({
        logger: bench.logger,
        random: () => bench.random,
        clock: { nowMilliseconds: () => wall, monotonicMilliseconds: () => monotonic },
      })
      const secret = await secrets.open(bench.refTo('a'))
      await secret.read(signal)
      wall = -hour
      monotonic = 301 * second
      await secret.read(signal)
      expect(bench.store.loads).toHaveLength(2)
    })
  })

  describe('with several secrets', () => {
    it('loads what was opened together in one round trip, though one alone is read', async () => {
      const secrets = bench.create()
      const [a, b] = [await secrets.open(bench.refTo('a')), await secrets.open(bench.refTo('b'))]
      await a.read(signal)
      expect(bench.store.loads).toEqual([['a', 'b']])
      expect(b.read(signal)).toMatchObject({ value: 'value-b' })
    })

    it('takes along what another plugin opens in the same turn', async () => {
      const secrets = bench.create()
      const setup = async (name: string): Promise<string> => {
        const secret = await secrets.open(bench.refTo(name))
        return (await secret.read(signal)).value
      }
      expect(await Promise.all(['a', 'b', 'c'].map(setup))).toEqual([value, 'value-b', 'value-c'])
      expect(bench.store.loads).toHaveLength(1)
    })

    it('asks once for a name that was opened twice', async () => {
      const secrets = bench.create()
      const [one, two] = [
        await secrets.open(bench.refTo('a')),
        await secrets.open(bench.refTo('a')),
      ]
      expect(await one.read(signal)).toBe(await two.read(signal))
      expect(bench.store.loads).toEqual([['a']])
    })

    it('refreshes only what is due', async () => {
      const secrets = bench.create()
      const a = await secrets.open(bench.refTo('a'))
      await a.read(signal)
      bench.clock.advance(200 * second)
      const b = await secrets.open(bench.refTo('b'))
      await b.read(signal)
      bench.clock.advance(101 * second)
      await a.read(signal)
      expect(bench.store.loads).toEqual([['a'], ['b'], ['a']])
    })

    it('loads the others when the store denies one of them', async () => {
      bench.store.fault = (names) => (names.includes('b') ? failure('secret.denied') : undefined)
      const secrets = bench.create()
      const [a, b] = [await secrets.open(bench.refTo('a')), await secrets.open(bench.refTo('b'))]
      expect(await a.read(signal)).toMatchObject({ value })
      expect(() => b.read(signal)).toThrow(
        expect.objectContaining({ kind: 'failure', code: 'secret.denied' }),
      )
    })
  })

  describe('versions', () => {
    it('change exactly when the value does, whatever the store says', async () => {
      await assert(
        asyncProperty(
          array(constantFrom('one', 'two', 'three'), { minLength: 2 }),
          async (history) => {
            const secret = await bench.open('a')
            const seen = new Map<string, string>()
            for (const each of history) {
              bench.store.values = { a: each }
              bench.clock.advance(400 * second)
              const { value: read, version } = await secret.read(signal)
              expect(read).toBe(each)
              expect(seen.get(version) ?? each).toBe(each)
              seen.set(version, each)
            }
            expect(seen.size).toBe(new Set(history).size)
          },
        ),
        { numRuns: 50 },
      )
    })

    it('do not show the value', async () => {
      const { version } = await (await bench.open('a')).read(signal)
      expect(version).toMatch(/^[0-9a-f]{32}$/)
    })
  })

  describe('with a field', () => {
    it('takes the member and keeps its version while others change', async () => {
      bench.store.values = { a: JSON.stringify({ key: value, other: 1 }) }
      const secret = await bench.open('a', 'key')
      const first = await secret.read(signal)
      expect(first.value).toBe(value)
      expect(secret.read(signal)).toBe(first)
      bench.store.values = { a: JSON.stringify({ key: value, other: 2 }) }
      bench.clock.advance(400 * second)
      expect(await secret.read(signal)).toEqual(first)
    })

    it('fails for a member that every object has', async () => {
      // oxlint-disable-next-line no-extend-native -- what an attacker with another bug would do.
      Object.defineProperty(Object.prototype, 'key', { value: 'inherited', configurable: true })
      try {
        bench.store.values = { a: '{"other":"x"}' }
        const secret = await bench.open('a', 'key')
        const error = await errorOf(() => secret.read(signal))
        expect(error).toMatchObject({ code: 'secret.malformed' })
      } finally {
        Reflect.deleteProperty(Object.prototype, 'key')
      }
    })

    it.each([
      ['no JSON', value],
      ['a list', '["key"]'],
      ['null', 'null'],
      ['no such member', '{"other":"x"}'],
      ['a member that is no text', '{"key":{"nested":"x"}}'],
      ['an empty member', '{"key":""}'],
      ['an object with a forged prototype', '{"__proto__":{"key":"x"}}'],
    ])('fails when the value is %s', async (_case, text) => {
      bench.store.values = { a: text }
      const secret = await bench.open('a', 'key')
      const error: unknown = await errorOf(() => secret.read(signal))
      expect(error).toMatchObject({
        code: 'secret.malformed',
        details: { store: 'stub', name: 'a', field: 'key' },
      })
      expect(String((error as Error).cause)).not.toContain(value)
    })
  })

  describe('stores', () => {
    it('read a variable once and count an empty one as missing', async () => {
      vi.stubEnv('AUTHCHAIN_TEST_SECRET', value)
      vi.stubEnv('AUTHCHAIN_TEST_EMPTY', '')
      const secrets = bench.create()
      const full = await secrets.open(env('AUTHCHAIN_TEST_SECRET'))
      expect(await full.read(signal)).toMatchObject({ value })
      vi.stubEnv('AUTHCHAIN_TEST_SECRET', 'changed')
      bench.clock.advance(400 * hour)
      expect(full.read(signal)).toMatchObject({ value })
      const empty = await secrets.open(env('AUTHCHAIN_TEST_EMPTY'))
      await expect(empty.read(signal)).rejects.toMatchObject({ code: 'secret.missing' })
    })

    it('keep two literals apart', async () => {
      const secrets = bench.create()
      const [one, two] = [await secrets.open(literal('one')), await secrets.open(literal('two'))]
      const values = await Promise.all([one.read(signal), two.read(signal)])
      expect(values.map((each) => each.value)).toEqual(['one', 'two'])
    })

    it('given to the runtime replace those of the references', async () => {
      const secrets = createSecrets({
        stores: [
          createStubStore({ '/a': 'replaced' }, 'ssm'),
          createStubStore({ '/a': 'second' }, 'ssm'),
        ],
        clock: bench.clock,
        logger: bench.logger,
      })
      const secret = await secrets.open({ kind: 'secret-ref', store: 'ssm', name: '/a' })
      expect(await secret.read(signal)).toMatchObject({ value: 'replaced' })
    })

    it.each([
      ['a copy that lost its store', () => ({ ...literal('x') })],
      ['a store nobody knows', () => ({ kind: 'secret-ref', store: 'vault', name: 'a' })],
      ['a plain value', () => value],
      ['null', () => null],
    ])('refuse %s', (_case, ref) => {
      const act = (): unknown => bench.create().open(ref() as never)
      expect(act).toThrow(expect.objectContaining({ kind: 'config', code: 'AC1001' }))
      expect(act).not.toThrow(value)
    })
  })
})
