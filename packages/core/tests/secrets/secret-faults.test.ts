import { beforeEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../../src/index.js'
import { createSecretRef } from '../../src/secrets/secret-ref.js'
import { createSecrets } from '../../src/secrets/secret.js'
import { createBench, errorOf, hour, second, value } from '../helpers/secrets-bench.js'
import type { SecretsBench } from '../helpers/secrets-bench.js'

const outage = (): Error => new Error(`quotes ${value}`)

const broken = (): never => {
  throw new Error('disk full')
}

/** A promise that the test settles. */
function createGate(): {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
} {
  let [resolve, reject]: [() => void, (error: Error) => void] = [broken, broken]
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

describe('createSecrets when things take long or fail', () => {
  let bench: SecretsBench
  const signal = new AbortController().signal

  beforeEach(() => {
    bench = createBench()
  })

  describe('with many who wait', () => {
    it('asks the store once', async () => {
      const secret = await bench.open('a')
      const reads = Array.from({ length: 200 }, async () => secret.read(signal))
      const values = await Promise.all(reads)
      expect(new Set(values).size).toBe(1)
      expect(bench.store.loads).toHaveLength(1)
    })

    it('lets one go when their time is up and serves the rest', async () => {
      const gate = createGate()
      bench.store.gate = gate.promise
      const secret = await bench.open('a')
      const starter = secret.read(signal)
      const hurried = new AbortController()
      const early = secret.read(hurried.signal)
      hurried.abort(new Error('time is up'))
      await expect(early).rejects.toThrow('time is up')
      gate.resolve()
      expect(await starter).toMatchObject({ value })
      expect(bench.store.loads).toHaveLength(1)
    })

    it('begins a new load when the one who began it has gone', async () => {
      bench.store.gate = new Promise(() => undefined)
      const secret = await bench.open('a')
      const starter = new AbortController()
      const gone = secret.read(starter.signal)
      const waiting = secret.read(signal)
      await vi.waitFor(() => {
        expect(bench.store.loads).toHaveLength(1)
      })
      bench.store.gate = undefined
      starter.abort(new Error('time is up'))
      await expect(gone).rejects.toThrow('time is up')
      expect(await waiting).toMatchObject({ value })
      expect(bench.store.loads).toHaveLength(2)
      expect(bench.logger.lines).toEqual([])
    })

    it('holds nothing against the store when its one caller has gone', async () => {
      bench.store.gate = new Promise(() => undefined)
      const secret = await bench.open('a')
      const starter = new AbortController()
      const gone = secret.read(starter.signal)
      starter.abort(new Error('time is up'))
      await expect(gone).rejects.toThrow('time is up')
      bench.store.gate = undefined
      expect(await secret.read(signal)).toMatchObject({ value })
    })

    it('ignores what a store rejects after its caller has gone', async () => {
      const gate = createGate()
      bench.store.gate = gate.promise
      const secret = await bench.open('a')
      const starter = new AbortController()
      const gone = secret.read(starter.signal)
      await Promise.resolve()
      starter.abort(new Error('time is up'))
      await expect(gone).rejects.toThrow('time is up')
      // vitest fails the run when this becomes an unhandled rejection.
      gate.reject(new Error('late'))
      bench.store.gate = undefined
      expect(await secret.read(signal)).toMatchObject({ value })
    })
  })

  describe('while the store is out of reach', () => {
    it('serves the last known value for a day and warns by code', async () => {
      const secret = await bench.open('a')
      const first = await secret.read(signal)
      bench.store.fault = outage
      bench.clock.advance(23 * hour)
      expect(await secret.read(signal)).toBe(first)
      expect(bench.logger.lines).toMatchObject([
        {
          level: 'warn',
          fields: { code: 'secret.unavailable', store: 'stub', name: 'a', error: 'Error' },
        },
      ])
      expect(secret.read(signal)).toBe(first)
      bench.clock.advance(hour)
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
    })

    it('fails when there is no value yet, naming the secret and quoting nothing', async () => {
      bench.store.fault = outage
      const secret = await bench.open('a')
      const error: unknown = await errorOf(() => secret.read(signal))
      expect(error).toMatchObject({
        kind: 'failure',
        code: 'secret.unavailable',
        details: { store: 'stub', name: 'a' },
      })
      expect(JSON.stringify([error, bench.logger.lines])).not.toContain(value)
    })

    it('leaves the store alone for 5, 10, 20 and then 30 s', async () => {
      bench.random = 0
      bench.store.fault = outage
      const secret = await bench.open('a')
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
      for (const [index, seconds] of [5, 10, 20, 30, 30].entries()) {
        bench.clock.advance(seconds * second - 1)
        expect(() => secret.read(signal)).toThrow(
          expect.objectContaining({ code: 'secret.unavailable' }),
        )
        expect(bench.store.loads).toHaveLength(index + 1)
        bench.clock.advance(1)
        await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
      }
    })

    it('recovers with the first load that succeeds', async () => {
      bench.store.fault = outage
      const secret = await bench.open('a')
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
      bench.store.fault = undefined
      bench.clock.advance(6 * second)
      expect(await secret.read(signal)).toMatchObject({ value })
      expect(secret.read(signal)).toMatchObject({ value })
    })

    it('does not wait for a store that hangs until the time of the request is up', async () => {
      const secret = await bench.open('a')
      const first = await secret.read(signal)
      bench.clock.advance(400 * second)
      bench.store.gate = new Promise(() => undefined)
      expect(await secret.read(signal)).toBe(first)
    })

    it('fails when the store itself cannot be loaded', async () => {
      const ref = createSecretRef(
        { store: 'stub', name: 'a' },
        { loadStore: async () => Promise.reject(new Error('no SDK')), isConstant: false },
      )
      const secret = await bench.create().open(ref)
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
    })

    it('goes on when the logger throws', async () => {
      const secrets = createSecrets({
        clock: bench.clock,
        logger: { debug: broken, info: broken, warn: broken, error: broken },
      })
      const secret = await secrets.open(bench.refTo('a'))
      const first = await secret.read(signal)
      bench.store.fault = outage
      bench.clock.advance(hour)
      expect(await secret.read(signal)).toBe(first)
    })
  })

  describe('when the store has an answer that is no value', () => {
    it.each([
      ['the name is gone', 'secret.missing', () => delete bench.store.values['a']],
      ['the value is empty', 'secret.malformed', () => (bench.store.values['a'] = '')],
      [
        'reading is denied',
        'secret.denied',
        () => (bench.store.fault = () => failure('secret.denied')),
      ],
      ['the value is no text', 'secret.malformed', () => (bench.store.values['a'] = 7 as never)],
    ])('drops the last known value because %s', async (_case, code, change) => {
      const secret = await bench.open('a')
      await secret.read(signal)
      change()
      bench.clock.advance(400 * second)
      await expect(secret.read(signal)).rejects.toMatchObject({
        kind: 'failure',
        code,
        details: { store: 'stub', name: 'a' },
      })
      expect(() => secret.read(signal)).toThrow(expect.objectContaining({ code }))
      expect(bench.store.loads).toHaveLength(2)
    })

    it('does not fall back to the value before that when an outage follows', async () => {
      const secret = await bench.open('a')
      await secret.read(signal)
      bench.store.values = {}
      bench.clock.advance(400 * second)
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.missing' })
      bench.store.fault = () => new Error('down')
      bench.clock.advance(40 * second)
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
    })

    it('treats an answer that is no map as an outage', async () => {
      bench.store.load = async () => Promise.resolve({} as never)
      const secret = await bench.open('a')
      await expect(secret.read(signal)).rejects.toMatchObject({ code: 'secret.unavailable' })
    })
  })
})
