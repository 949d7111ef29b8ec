import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLru } from '../../src/stores/lru.js'

describe('an LRU', () => {
  it('behaves as a list in order of use, cut to its length', () => {
    const steps = array(
      tuple(constantFrom('get', 'set', 'delete'), constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
    )
    assert(
      property(integer({ min: 1, max: 4 }), steps, (limit, history) => {
        const lru = createLru<{ readonly at: number }>(limit)
        let model: [string, { readonly at: number }][] = []
        for (const [at, [step, key]] of history.entries()) {
          const known = model.find(([name]) => name === key)
          const rest = model.filter(([name]) => name !== key)
          let found = known?.[1]
          if (step === 'get') {
            found = lru.get(key)
            if (known !== undefined) model = [...rest, known]
          } else if (step === 'set') {
            const value = { at }
            lru.set(key, value)
            model = [...rest, [key, value] as [string, { at: number }]].slice(-limit)
          } else {
            lru.delete(key)
            model = rest
          }
          expect(found).toBe(known?.[1])
          expect(lru.size).toBe(model.length)
        }
      }),
    )
  })
})
