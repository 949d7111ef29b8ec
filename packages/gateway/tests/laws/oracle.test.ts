import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesGlob } from '../../src/policy-evaluator/glob.js'
import { createDeployment } from './model/deployment.js'
import { recipes, toRequest } from './model/request.js'
import { literals, rows } from './model/tables.js'
import { depthOf, findChains } from './oracle/chains.js'
import { findChainsExhaustively } from './oracle/exhaustive-chains.js'
import { globMatches } from './oracle/glob.js'
import { createRouting } from './oracle/routing.js'
import { expectedStep, isExpressible } from './oracle/expressible.js'
import type { Row, Table } from './model/table.js'
import { seed } from './seed.js'

const table = (api: Table['api'], routes: readonly Row[]): Table => ({
  api,
  rows: routes,
  deployed: 'listed',
  policies: true,
  perRoute: false,
})

describe('the oracle', () => {
  it.each(['rest', 'http'] as const)(
    "routes a %s API as the local gateway's router does",
    (api) => {
      let routed = 0
      const cooked = fc.array(recipes(literals), { minLength: 30, maxLength: 30, size: 'max' })
      fc.assert(
        fc.property(rows(7, api), cooked, (all, each) => {
          const route = createRouting({ api, rows: all })
          const find = createDeployment({ api, rows: all, deployed: 'listed' })
          for (const recipe of each) {
            const request = toRequest({ rows: all }, recipe)
            const found = find(request)?.value
            expect(all[route(request.method, request.path) ?? -1]?.[0]).toBe(found)
            routed += Number(found !== undefined)
          }
        }),
        { seed, numRuns: 300 },
      )
      expect(routed).toBeGreaterThan(2_000)
    },
  )

  it("matches globs as the local gateway's evaluator does", () => {
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 10 })
    fc.assert(
      fc.property(glob, text, (pattern, value) => {
        expect(matchesGlob(pattern, value)).toBe(globMatches(pattern, value))
      }),
      { seed, numRuns: 5_000 },
    )
  })

  it('finds the chains that an exhaustive search finds', () => {
    const segment = fc.constantFrom('a', 'b', '{x}')
    const path = fc
      .tuple(fc.array(segment, { maxLength: 2 }), fc.constantFrom('', '{p+}', '*'))
      .map(([segments, tail]) => `/${[...segments, ...(tail === '' ? [] : [tail])].join('/')}`)
    let count = 0
    fc.assert(
      fc.property(
        fc.constantFrom<Table['api']>('rest', 'http'),
        fc.uniqueArray(path, { minLength: 2, maxLength: 4 }),
        fc.constantFrom<'open' | 'closed'>('open', 'closed'),
        (api, paths, world) => {
          const tiny = { api, rows: paths.map((each): Row => [`GET ${each}`, 'allow']) }
          const longest = depthOf(tiny) + 1
          const chains = (all: readonly (readonly number[])[]): readonly string[] =>
            all.map((each) => each.join()).toSorted()
          const found = chains(findChains(tiny, world, longest))
          count += found.length
          expect(found).toEqual(chains(findChainsExhaustively(tiny, world, longest)))
        },
      ),
      { seed, numRuns: 60 },
    )
    expect(count).toBeGreaterThan(20)
  })
})

/** From the theory: `+` allowed, `-` denied. */
describe('theory', () => {
  const rule = (sign: string): 'allow' | 'deny' => (sign === '+' ? 'allow' : 'deny')
  const toRows = (text: string): readonly Row[] =>
    text.split(' ').map((each): Row => {
      const path = each.slice(0, -1)
      return [`GET ${path}`, rule(each.slice(-1))]
    })

  it.each([
    '/a/{x}+ /a/{x}/{y}- /a/{x}/{y}/{z}+',
    '/{p+}+ /users/{id}-',
    '/{p+}+ /{x}/b-',
    '/acme/{id}- /{org}/{id}+ /acme/{id}/pub+',
    '/t/{t}+ /t/{t}/p- /t/{t}/p/{p}/k/{k}+',
    '/{p+}+ /admin/*- /admin/health+',
  ])('calls inexpressible, whatever is deployed: %s', (text) => {
    expect(isExpressible(table('rest', toRows(text)), 'closed')).toBe(false)
    expect(expectedStep(table('rest', toRows(text)))).toBe('refused')
  })

  it.each(['/o/{id}+ /o/{id}/items+', '/{x}+ /{x}/settings- /{x}/settings/public+'])(
    'calls expressible where only listed routes count: %s',
    (text) => {
      expect(expectedStep(table('rest', toRows(text)))).toBe('listed')
    },
  )

  it.each(['/a+ /b-', '/a/{x}+ /a/b-', '/{p+}+ /admin/health-', '/a/{x}- /a/{p+}+'])(
    'calls expressible for any path: %s',
    (text) => {
      expect(expectedStep(table('rest', toRows(text)))).toBe('complete')
    },
  )
})
