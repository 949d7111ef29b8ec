/** Tables in which much can go wrong: few words, deep nesting, greedy beside literal, every kind of rule. @module */
import * as fc from 'fast-check'
import { findTie } from '../oracle/routing.js'
import type { Row, Rule, Table } from './table.js'

/** The texts of tables, and of the identifiers in requests. */
export const literals = ['a', 'b', 'users', 'me', 'v1.0'] as const

const rule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Rule>('allow', 'deny') },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Rule>(
      { scopes: ['r'] },
      { scopes: ['w'] },
      { scopes: ['r', 'w'] },
      { scopes: ['adm'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Rule>(
      { eitherScope: ['r', 'adm'] },
      { bothScopes: ['w', 'adm'] },
      { flag: 'own' },
    ),
  },
)

const method = fc.oneof(
  { weight: 6, arbitrary: fc.constant('GET') },
  { weight: 3, arbitrary: fc.constant('ANY') },
  { weight: 2, arbitrary: fc.constantFrom('POST', 'DELETE', 'PUT') },
  { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PATCH', 'OPTIONS') },
)

/** Parameters are named by their depth, so that no two routes name one differently. */
function toPath(segments: readonly string[], tail: string): string {
  const named = segments.map((segment, index) => (segment === '{}' ? `{p${index}}` : segment))
  if (tail === '/') return named.length === 0 ? '/' : `/${named.join('/')}/`
  return `/${[...named, ...(tail === '' ? [] : [tail])].join('/')}`
}

const paths = (api: Table['api']): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom<string>(...literals.slice(0, 3)) },
          { weight: 1, arbitrary: fc.constantFrom<string>(...literals) },
          { weight: 3, arbitrary: fc.constant('{}') },
        ),
        { maxLength: 3 },
      ),
      fc.oneof(
        { weight: 9, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constant('*') },
        { weight: 1, arbitrary: fc.constant('{proxy+}') },
        // Another route than without, on an HTTP API only.
        { weight: api === 'http' ? 1 : 0, arbitrary: fc.constant('/') },
      ),
    )
    .map(([segments, tail]) => toPath(segments, tail))

/** Rows that can be told apart: of two that cannot, the first stays. */
export const rows = (maxLength: number, api: Table['api']): fc.Arbitrary<readonly Row[]> =>
  fc.array(fc.tuple(method, paths(api), rule), { minLength: 1, maxLength }).map((all) =>
    all.reduce<readonly Row[]>((kept, [verb, where, who]) => {
      const grown: readonly Row[] = [...kept, [`${verb} ${where}`, who]]
      const isTie = findTie({ api: 'rest', rows: grown }).length > 0
      return isTie ? kept : grown
    }, []),
  )

const defaultRule = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom<Rule>('allow', { scopes: ['adm'] }) },
)

/** Every kind of table and world. */
export function tables(maxLength = 7): fc.Arbitrary<Table> {
  const ofApi = (api: Table['api']): fc.Arbitrary<Table> =>
    fc
      .record({
        api: fc.constant(api),
        rows: rows(maxLength, api),
        defaultRule,
        world: fc.constantFrom('unknown', 'listed', 'listed', 'other'),
        others: rows(3, api),
        policies: fc.constantFrom(true, true, true, false),
        perRoute: fc.constantFrom(true, true, false),
      })
      .map(({ world, others, ...table }) => ({
        ...table,
        deployed: toDeployed(world, table, others),
      }))
  return fc.oneof(ofApi('rest'), ofApi('http'))
}

/** `other`: an OpenAPI file that names some of the table's routes and some that the table does not. */
function toDeployed(
  world: string,
  table: Pick<Table, 'rows'>,
  others: readonly Row[],
): Table['deployed'] {
  if (world !== 'other') return world === 'unknown' ? 'unknown' : 'listed'
  const listed = table.rows.filter((_, index) => index % 3 !== 2)
  return [...listed, ...others]
    .reduce<readonly Row[]>((kept, row) => {
      const isTie = findTie({ api: 'rest', rows: [...kept, row] }).length > 0
      return isTie || row[0].endsWith('/*') ? kept : [...kept, row]
    }, [])
    .map(([text]) => text)
}

/** Who asks: some of the scopes and flags that rules know. */
export const callers = fc.record({
  scopes: fc.subarray(['r', 'w', 'adm']),
  flags: fc.subarray(['own']),
})
