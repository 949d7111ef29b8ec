import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDeployment } from './model/deployment.js'
import { recipes, toRequest } from './model/request.js'
import { toIdentity, createRules } from './model/rules.js'
import { compileRoutes, ConfigInvalidError } from './model/subject.js'
import type { CompiledRoutes } from './model/subject.js'
import type { Row, Table } from './model/table.js'
import { literals, rows, tables } from './model/tables.js'
import { arn, toMethodArn } from './model/verdict.js'
import { globMatches, policyAllows } from './oracle/glob.js'
import { expectedStep } from './oracle/expressible.js'
import { findTie } from './oracle/routing.js'
import { seed } from './seed.js'

const everyone = { scopes: ['r', 'w', 'adm'], flags: ['own'] }
const apis = fc.constantFrom<Table['api']>('rest', 'http')

describe('the compiler', () => {
  it('takes the first step that theory permits', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(
        tables(5),
        fc.constantFrom<'unknown' | 'listed'>('unknown', 'listed'),
        (any, deployed) => {
          const table = { ...any, deployed }
          const step = expectedStep(table)
          seen.add(step)
          expect(stepOf(table)).toBe(step)
        },
      ),
      { seed, numRuns: 150 },
    )
    expect(seen.size).toBe(4)
  })

  it('names the stage that asks and no other, in every resource', () => {
    fc.assert(
      fc.property(tables(), fc.subarray(everyone.scopes), (table, scopes) => {
        const compiled = tryCompile({ ...table, perRoute: true })
        if (compiled === undefined || compiled.step === 'per-route') return
        const identity = toIdentity({ scopes, flags: [] })
        for (const stage of ['prod', 'test', '$default']) {
          const own = { ...arn, stage }
          const statements = compiled.select(identity, own)
          expect(statements.length).toBeGreaterThan(0)
          for (const resource of statements.flatMap(({ Resource }) => Resource)) {
            const prefix = `arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/${stage}/`
            expect(resource.startsWith(prefix)).toBe(true)
            expect(resource.length).toBeLessThanOrEqual(512)
          }
          const resources = statements.map(({ Resource }) => Resource)
          expect(resources.map((each) => new Set(each).size)).toEqual(
            resources.map((each) => each.length),
          )
          expect(JSON.stringify(statements).length).toBeLessThanOrEqual(
            Math.max(compiled.worstCaseBytes, 200),
          )
        }
      }),
      { seed, numRuns: 400 },
    )
  })

  it('says the same of the same table, however often it is asked', () => {
    fc.assert(
      fc.property(tables(), (table) => {
        const [one, two] = [table, table].map((each) => tryCompile({ ...each, perRoute: true }))
        if (one === undefined || one.step === 'per-route') return
        const identity = toIdentity(everyone)
        const first = one.select(identity, arn)
        one.select(toIdentity({ scopes: [], flags: [] }), arn)
        expect(one.select(identity, arn)).toEqual(first)
        expect(two?.select(identity, arn)).toEqual(first)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('names the shortest of all that would be open if it were ever deployed', () => {
    let open = 0
    const cooked = fc.array(recipes(literals), { minLength: 40, maxLength: 40, size: 'max' })
    fc.assert(
      fc.property(tables(), cooked, (any, all) => {
        const world = { deployed: 'listed', policies: true, perRoute: false } as const
        const table: Table = { ...any, ...world, defaultRule: undefined }
        const compiled = tryCompile(table)
        if (compiled?.step !== 'listed') return
        const listed = createDeployment(table)
        // One that is named stands for all that its parameters would match as `?*`.
        const foretold = compiled.openIfAdded.map((text) => text.replaceAll(/\{[^}]+\}/g, '?*'))
        const statements = compiled.select(toIdentity(everyone), arn)
        for (const recipe of all) {
          const request = toRequest(table, recipe)
          const { method, path } = request
          if (listed(request) !== undefined || path.length > 200) continue
          if (!policyAllows(statements, toMethodArn(request))) continue
          open += 1
          const isForetold = foretold.some((text) => {
            const [verb, glob = ''] = text.split(' ')
            return (verb === 'ANY' || verb === method) && globMatches(glob, path)
          })
          expect([method, path, isForetold]).toEqual([method, path, true])
        }
      }),
      { seed, numRuns: 500 },
    )
    expect(open).toBeGreaterThan(100)
  })

  it('refuses two patterns that stand for the same requests, and only those', () => {
    let ties = 0
    fc.assert(
      fc.property(apis, fc.array(rows(3, 'rest'), { minLength: 2, maxLength: 2 }), (api, parts) => {
        // Names of parameters do not tell patterns apart.
        const renamed = parts[1]?.map(([text, rule]): Row => [text.replaceAll('{p', '{q'), rule])
        const all = [...new Map([...(parts[0] ?? []), ...(renamed ?? [])])]
        const isTie = findTie({ api, rows: all }).length > 0
        ties += Number(isTie)
        const world = { deployed: 'unknown', policies: true, perRoute: true } as const
        expect(faultOf({ api, rows: all, ...world })).toBe(isTie ? 'AC1015' : undefined)
      }),
      { seed, numRuns: 600 },
    )
    expect(ties).toBeGreaterThan(10)
  })

  it.each<[string, unknown]>([
    ['1', 1],
    ['a text', 'true'],
    ['a promise', Promise.resolve(true)],
    ['an object', {}],
    ['nothing', undefined],
  ])('never allows by a rule that answers %s', (_, answer) => {
    const compiled = compileRoutes({
      api: 'rest',
      routes: { 'GET /a': () => answer as boolean },
      deployed: 'unknown',
      policies: true,
      perRoute: true,
    })
    const identity = toIdentity(everyone)
    const failure: unknown = expect.objectContaining({ kind: 'failure' })
    expect(() => compiled.select(identity, arn)).toThrow(failure)
    expect(() => compiled.decide(identity, 'GET', '/a')).toThrow(failure)
    expect(() => compiled.allows(identity, 'GET /a')).toThrow(failure)
  })
})

function stepOf(table: Table): string {
  return tryCompile(table)?.step ?? 'refused'
}

function tryCompile(table: Table): CompiledRoutes | undefined {
  try {
    return compileTable(table)
  } catch (error) {
    if (error instanceof ConfigInvalidError && error.code === 'AC1016') return undefined
    throw error
  }
}

function faultOf(table: Table): string | undefined {
  try {
    compileTable(table)
    return undefined
  } catch (error) {
    return error instanceof ConfigInvalidError ? error.code : 'another error'
  }
}

function compileTable(table: Table): CompiledRoutes {
  const toRule = createRules()
  return compileRoutes({
    ...table,
    defaultRule: table.defaultRule && toRule(table.defaultRule),
    routes: Object.fromEntries(table.rows.map(([text, rule]) => [text, toRule(rule)])),
  })
}
