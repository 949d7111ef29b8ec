import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBench } from './model/bench.js'
import type { Bench, Faults } from './model/bench.js'
import { plantedFaults } from './model/faults.js'
import { findViolation } from './model/laws.js'
import type { Violation } from './model/laws.js'
import { recipes, toRequest } from './model/request.js'
import type { Table } from './model/table.js'
import { callers, literals, tables } from './model/tables.js'
import { createTally } from './model/tally.js'
import { seed } from './seed.js'

const worlds = fc.sample(
  fc.record({
    table: tables(),
    who: fc.array(callers, { minLength: 3, maxLength: 3, size: 'max' }),
    all: fc.array(recipes(literals), { minLength: 60, maxLength: 60, size: 'max' }),
  }),
  { seed, numRuns: 600 },
)

describe('a compiler with a planted fault breaks a law', () => {
  it.each(plantedFaults)('$name', ({ faults, laws }) => {
    const violation = findFirst(faults)
    expect(violation).toBeDefined()
    expect(laws).toContain(violation?.law)
  })

  it('a star in the path of one request opens what lies below, once it is cached', () => {
    const table: Table = {
      api: 'rest',
      rows: [
        ['GET /files/{id}', 'allow'],
        ['GET /files/{id}/acl', 'deny'],
      ],
      deployed: 'listed',
      policies: true,
      perRoute: false,
    }
    const echo = plantedFaults.find(({ name }) => name.startsWith("the client's path"))
    const requests = ['/files/*', '/files/7/acl'].map((path) => ({ method: 'GET', path }))
    const caller = { scopes: [], flags: [] }
    const bench = createBench(table, echo?.faults)
    expect(findViolation(table, bench, [caller], requests, createTally())).toMatchObject({
      law: 'sound',
      first: { path: '/files/*' },
      request: { path: '/files/7/acl' },
    })
  })

  it('and without one it does not', () => {
    expect(findFirst({})).toBeUndefined()
  })
})

function findFirst(faults: Faults): Violation | undefined {
  for (const { table, who, all } of worlds) {
    const bench = open(table, faults)
    if (bench === undefined) continue
    const requests = all.map((recipe) => toRequest(table, recipe))
    const violation = findViolation(table, bench, who, requests, createTally())
    if (violation !== undefined) return violation
  }
  return undefined
}

/** Some faults make tables that are refused, which is caught as well but proves nothing. */
function open(table: Table, faults: Faults): Bench | undefined {
  try {
    return createBench(table, faults)
  } catch {
    return undefined
  }
}
