import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterRecords } from '../../src/list/filter-records.js'
import { records } from '../fixtures/records.js'

const sequences = (filter: string): readonly number[] =>
  filterRecords(records, filter).map(({ sequence }) => sequence)

describe('filterRecords', () => {
  it.each([
    ['nothing', '  ', [1, 2, 3, 4, 5, 6, 7]],
    ['a part of the path', 'orders/4', [1, 6]],
    ['a method in any case', 'DELETE', [2]],
    ['a denial code', 'jwt.exp', [4]],
    ['the beginning of a status', 'status:4', [2, 3, 4, 7]],
    ['the cache', 'cache:hit', [2, 6]],
    ['a plugin inside a combinator', 'plugin:jwt', [1, 4, 5]],
    ['an effect', 'effect:failure', [5]],
    ['words that must all match', 'get cache:hit', [6]],
    ['a word that must not match', '-method:get', [2, 4]],
    ['what stands nowhere', 'no-such-thing', []],
    ['the name of an inherited property', 'constructor:x', []],
  ])('looks for %s', (_what, filter, expected) => {
    expect(sequences(filter)).toEqual(expected)
  })

  it('splits the requests in two by any word and its opposite', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9:/.]{1,8}$/), (word) => {
        expect([...sequences(word), ...sequences(`-${word}`)].toSorted((a, b) => a - b)).toEqual([
          1, 2, 3, 4, 5, 6, 7,
        ])
      }),
    )
  })
})
