import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAuthchainError } from '../../src/index.js'
import { compileRoutes } from '../../src/routes/compile-policy.js'
import type { CompiledRoutes, RouteTableInput } from '../../src/routes/compile-policy.js'
import { isAllowed } from '../helpers/policies.js'
import {
  anyPath,
  anyPattern,
  arnOf,
  callerWith,
  testArn,
  toRules,
} from '../helpers/route-tables.js'

/** Fixed: how many random tables compile, which the last expectations count, differs from seed to seed. */
const seed = 20_261_122

const tables = fc.record({
  patterns: fc.uniqueArray(anyPattern, { minLength: 1, maxLength: 6 }),
  withDefault: fc.boolean(),
  scopes: fc.subarray(['0', '1', '2', '3', '4', '5', 'rest']),
  requests: fc.array(fc.tuple(fc.constantFrom('GET', 'POST', 'PUT'), anyPath), { minLength: 25 }),
})

/** Undefined for a table that is refused. */
function tryCompile(input: RouteTableInput): CompiledRoutes | undefined {
  try {
    return compileRoutes(input)
  } catch (error) {
    if (isAuthchainError(error) && ['AC1015', 'AC1016'].includes(error.code)) return undefined
    throw error
  }
}

const rest = ({ scopes }: { readonly scopes: readonly string[] }): boolean =>
  scopes.includes('rest')

describe.each(['rest', 'http'] as const)('the policy of a table on a %s API', (api) => {
  it('allows what the table allows and nothing else, for every path', () => {
    let compiledCount = 0
    const holds = fc.property(tables, ({ patterns, withDefault, scopes, requests }) => {
      const compiled = tryCompile({
        api,
        routes: toRules(patterns),
        defaultRule: withDefault ? rest : undefined,
        deployed: 'unknown',
        policies: true,
        perRoute: false,
      })
      if (compiled === undefined) return
      compiledCount += 1
      const identity = callerWith(scopes)
      const statements = compiled.select(identity, testArn)
      for (const [method, path] of requests) {
        const { allowed } = compiled.decide(identity, method, path)
        expect({ method, path, allowed: isAllowed(statements, arnOf(method, path)) }).toEqual({
          method,
          path,
          allowed,
        })
      }
    })
    fc.assert(holds, { seed, numRuns: 700 })
    expect(compiledCount).toBeGreaterThan(100)
  }, 30_000)

  it.each([
    ['the table promises to be complete', false],
    ['a list of routes is deployed', true],
  ])(
    'is exact for what API Gateway routes when %s',
    (_case, isList) => {
      const count = { listed: 0, checked: 0 }
      const deployments = fc.uniqueArray(anyPattern, { minLength: 1, maxLength: 5 })
      const holds = fc.property(
        tables,
        deployments,
        ({ patterns, withDefault, ...asked }, list) => {
          const { scopes, requests } = asked
          const compiled = tryCompile({
            api,
            routes: toRules(patterns),
            defaultRule: withDefault ? rest : undefined,
            deployed: isList ? list : 'listed',
            policies: true,
            perRoute: false,
          })
          // What API Gateway routes, by the same precedence.
          const gateway = tryCompile({
            api,
            routes: toRules(isList ? list : patterns),
            deployed: 'unknown',
            policies: false,
            perRoute: true,
          })
          if (compiled?.step !== 'listed' || gateway === undefined) return
          count.listed += 1
          const identity = callerWith(scopes)
          const statements = compiled.select(identity, testArn)
          for (const [method, path] of requests) {
            if (gateway.decide(identity, method, path).pattern === undefined) continue
            count.checked += 1
            const { allowed } = compiled.decide(identity, method, path)
            expect({ method, path, allowed: isAllowed(statements, arnOf(method, path)) }).toEqual({
              method,
              path,
              allowed,
            })
          }
        },
      )
      fc.assert(holds, { seed, numRuns: 700 })
      expect(count.listed).toBeGreaterThan(50)
      expect(count.checked).toBeGreaterThan(200)
    },
    30_000,
  )

  it('opens nothing that is unlisted without saying so', () => {
    let openCount = 0
    const holds = fc.property(tables, ({ patterns, scopes, requests }) => {
      const input = { api, routes: toRules(patterns), policies: true, perRoute: false } as const
      const compiled = tryCompile({ ...input, deployed: 'listed' })
      if (compiled === undefined) return
      const said = compiled.openIfAdded.map((pattern) => {
        const [method = '', path = ''] = pattern.split(' ')
        const open = path.replaceAll(/\{x\d+\}/g, '.+')
        return new RegExp(`^${method === 'ANY' ? '[A-Z]+' : method} ${open}$`)
      })
      const identity = callerWith(scopes)
      const statements = compiled.select(identity, testArn)
      for (const [method, path] of requests) {
        const { pattern } = compiled.decide(identity, method, path)
        if (pattern !== undefined || !isAllowed(statements, arnOf(method, path))) continue
        openCount += 1
        const isSaid = said.some((one) => one.test(`${method} ${path}`))
        expect({ method, path, isSaid }).toEqual({ method, path, isSaid: true })
      }
    })
    fc.assert(holds, { seed, numRuns: 1_000 })
    expect(openCount).toBeGreaterThan(20)
  }, 30_000)
})
