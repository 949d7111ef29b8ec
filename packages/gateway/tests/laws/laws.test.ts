import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createBench } from './model/bench.js'
import type { Bench } from './model/bench.js'
import { findViolation } from './model/laws.js'
import { recipes, toRequest } from './model/request.js'
import { ConfigInvalidError } from './model/subject.js'
import { callers, literals, tables } from './model/tables.js'
import type { Table } from './model/table.js'
import { createTally } from './model/tally.js'
import { expectedStep } from './oracle/expressible.js'
import { seed, tableCount } from './seed.js'

const tally = createTally()

afterAll(() => {
  const { triples, tables: counts, ...rest } = tally
  const all = triples.complete + triples.listed + triples['per-route']
  console.info(`laws (seed ${seed}):`, { all, ...triples, tables: counts, ...rest })
})

const world = fc.record({
  table: tables(),
  who: fc.uniqueArray(callers, {
    minLength: 3,
    maxLength: 4,
    selector: (each) => JSON.stringify(each),
  }),
  recipes: fc.array(recipes(literals), { minLength: 60, maxLength: 60, size: 'max' }),
})

describe('the laws of the route table', () => {
  it('hold for any table, caller and request', () => {
    fc.assert(
      fc.property(world, ({ table, who, recipes: all }) => {
        const bench = open(table)
        if (bench === undefined) return
        const requests = all.map((recipe) => toRequest(table, recipe))
        expect(findViolation(table, bench, who, requests, tally)).toBeUndefined()
      }),
      { seed, numRuns: tableCount, endOnFailure: false },
    )
  })

  it('were judged at least 100 000 times, at least 20 000 times at each step', () => {
    const { complete, listed, 'per-route': perRoute } = tally.triples
    expect(complete + listed + perRoute).toBeGreaterThanOrEqual(100_000)
    expect(Math.min(complete, listed, perRoute)).toBeGreaterThanOrEqual(20_000)
    expect(tally.cached).toBeGreaterThan(20_000)
    expect(tally.evaluated).toBeGreaterThan(20_000)
    expect(tally.allowed).toBeGreaterThan(10_000)
    expect(Math.min(...Object.values(tally.kinds))).toBeGreaterThan(500)
  })
})

/** A table that is refused must be one that theory calls inexpressible. */
function open(table: Table): Bench | undefined {
  try {
    const bench = createBench(table)
    tally.tables[bench.compiled.step] += 1
    return bench
  } catch (error) {
    const isRefusal = error instanceof ConfigInvalidError && error.code === 'AC1016'
    if (!isRefusal || expectedStep(table) !== 'refused') throw error
    tally.tables.refused += 1
    return undefined
  }
}
