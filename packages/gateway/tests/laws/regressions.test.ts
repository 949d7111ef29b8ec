import { describe, expect, it } from 'vitest'
import { createBench } from './model/bench.js'
import { findViolation } from './model/laws.js'
import type { Request } from './model/request.js'
import type { Table } from './model/table.js'
import { createTally } from './model/tally.js'
import { isAllowed } from './model/verdict.js'
import { reader, regressions } from './regressions.js'

describe('what once went wrong, or would', () => {
  it.each(regressions)('$name', ({ api, rows, deployed, step, requests }) => {
    const table: Table = { api, rows, deployed, policies: true, perRoute: true }
    const bench = createBench(table)
    expect(bench.compiled.step).toBe(step)
    const asked = requests.map(toRequest)
    const answers = asked.map((request) => {
      const output = bench.answer(reader, request)
      const sign = output !== undefined && isAllowed(output, request) ? '+' : '-'
      return `${sign} ${request.method} ${request.path}`
    })
    expect(answers).toEqual(requests)
    expect(findViolation(table, bench, [reader], asked, createTally())).toBeUndefined()
  })
})

function toRequest(text: string): Request {
  const [, method = '', path = ''] = text.split(' ')
  return { method, path }
}
