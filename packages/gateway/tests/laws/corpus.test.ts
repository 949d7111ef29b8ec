import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { literalsOf, toCallers } from './corpus/api.js'
import type { Api } from './corpus/api.js'
import { flatApis } from './corpus/flat-apis.js'
import { nestedApis } from './corpus/nested-apis.js'
import { createBench } from './model/bench.js'
import { findViolation } from './model/laws.js'
import { recipes, toRequest } from './model/request.js'
import type { Table } from './model/table.js'
import { createTally } from './model/tally.js'
import { expectedStep } from './oracle/expressible.js'
import { seed } from './seed.js'

const cases = [...flatApis, ...nestedApis].flatMap((api) =>
  (['unknown', 'listed'] as const).map((deployed) => ({
    api,
    deployed,
    name: api.name,
    step: api.steps[deployed],
    table: toTable(api, deployed),
  })),
)

describe('a corpus of realistic APIs', () => {
  it.each(cases)('$name, deployed routes $deployed: $step', ({ table, step }) => {
    expect(createBench(table).compiled.step).toBe(step)
  })

  it.each(cases)('theory says so too: $name, $deployed', ({ table, step }) => {
    expect(expectedStep(table)).toBe(step)
  })

  it.each(cases)('every role is answered right: $name, $deployed', ({ api, table }) => {
    const bench = createBench(table)
    const tally = createTally()
    const requests = fc
      .sample(recipes([...literalsOf(api), '7', 'f7']), { seed, numRuns: 600 })
      .map((recipe) => toRequest(table, recipe))
    expect(findViolation(table, bench, toCallers(api), requests, tally)).toBeUndefined()
    expect(tally.allowed).toBeGreaterThan(50)
  })

  it.each(cases.filter(({ step }) => step === 'per-route'))(
    'without the route in the cache key it is refused: $name, $deployed',
    ({ table }) => {
      const refused = { ...table, perRoute: false }
      expect(() => createBench(refused)).toThrow(expect.objectContaining({ code: 'AC1016' }))
      expect(expectedStep(refused)).toBe('refused')
    },
  )
})

function toTable({ api, rows, defaultRule }: Api, deployed: 'unknown' | 'listed'): Table {
  return { api, rows, defaultRule, deployed, policies: true, perRoute: true }
}
