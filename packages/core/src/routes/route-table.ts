/** The route table: which rule decides a request. @module */
import { createRule } from '../contract/rule.js'
import { ConfigInvalidError } from '../errors.js'
import { methods, parseRoutePattern } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import { createRouteTrie, findWinner, insertRoute, stepPlaces } from './route-trie.js'
import type { Places, RouteTrie } from './route-trie.js'
import { createRuleSet } from './rule-set.js'
import type { RuleSet, TableRule } from './rule-set.js'

/** What {@link createRouteTable} takes. */
export interface RouteTableParts {
  readonly api: 'rest' | 'http'
  readonly routes: Readonly<Record<string, TableRule>>
  /** Decides what no pattern takes. Default: nobody may. */
  readonly defaultRule?: TableRule | undefined
}

/** One line of the table. */
interface Route {
  readonly pattern: RoutePattern
  /** Its rule's index in {@link RouteTable.rules}. */
  readonly rule: number
}

/** A table that is free of contradictions. */
export interface RouteTable {
  readonly api: 'rest' | 'http'
  /** In the order in which they are written; it has no influence on anything. */
  readonly routes: readonly Route[]
  readonly rules: RuleSet
  /** The index of the rule for what no pattern takes. */
  readonly defaultRule: number
  /** The patterns that compete for the requests of each method. */
  readonly tries: ReadonlyMap<string, RouteTrie>
}

/**
 * Reads a table. A request goes to the pattern to which API Gateway would route it; path and method are
 * matched together, so a path whose pattern lacks the method falls through to a less specific pattern, and
 * of two at one place the one that names the method wins over `ANY`.
 *
 * @throws {@link ConfigInvalidError} AC1014 for a pattern that is none; AC1015, with both patterns, when two
 *   stand for the same requests; AC1001 for what is no rule.
 * @example
 * ```ts
 * createRouteTable({ api: 'rest', routes: { 'GET /orders/{id}': requireScope('orders:read') } })
 * ```
 */
export function createRouteTable({ api, routes, defaultRule }: RouteTableParts): RouteTable {
  const rules = createRuleSet()
  const lines = Object.entries(routes).map(([text, rule]) => ({
    pattern: parseRoutePattern(text, api),
    rule: rules.add(`routes[${JSON.stringify(text)}]`, rule),
  }))
  const patterns = lines.map(({ pattern }) => pattern)
  return {
    api,
    routes: lines,
    rules,
    defaultRule: rules.add('defaultRule', defaultRule ?? nobody),
    tries: createTries(api, patterns, 'routes'),
  }
}

/**
 * One trie for each method.
 *
 * @param at - Where the patterns stand in the config.
 * @throws {@link ConfigInvalidError} AC1015 for two patterns at one place.
 */
export function createTries(
  api: 'rest' | 'http',
  patterns: readonly RoutePattern[],
  at: string,
): ReadonlyMap<string, RouteTrie> {
  refuseTies(api, patterns, at)
  return new Map(
    methods.map((method) => {
      const trie = createRouteTrie(api)
      const competing = [...patterns.entries()].filter(
        ([, pattern]) => pattern.method === method || pattern.method === 'ANY',
      )
      // A place that is taken stays with the pattern that names the method, which comes first.
      const namedFirst = competing.toSorted(
        ([, a], [, b]) => Number(a.method === 'ANY') - Number(b.method === 'ANY'),
      )
      for (const [route, pattern] of namedFirst) insertRoute(trie, pattern, route)
      return [method, trie]
    }),
  )
}

/**
 * The route that takes a request, undefined for none. A path with an empty segment inside has none either:
 * what API Gateway makes of `//` is not documented, and policies deny it.
 *
 * @param path - As sent, not decoded.
 */
export function findRoute(
  tries: ReadonlyMap<string, RouteTrie>,
  method: string,
  path: string,
): number | undefined {
  const trie = tries.get(method)
  const found = trie && followPath(trie, path)
  return trie && found && findWinner(trie, found.places, found.slash)
}

/** Is it a request that a table can speak about at all? */
export function isRoutable(method: string, path: string): boolean {
  return methods.includes(method) && !path.includes('//')
}

function followPath(
  trie: RouteTrie,
  path: string,
): { readonly places: Places; readonly slash: boolean } | undefined {
  if (path.includes('//')) return undefined
  const body = path.startsWith('/') ? path.slice(1) : path
  if (body === '') return { places: [trie.root], slash: false }
  const parts = body.split('/')
  const slash = parts.at(-1) === ''
  if (slash) parts.pop()
  let places: Places = [trie.root]
  for (const part of parts) places = stepPlaces(places, part)
  return { places, slash }
}

function refuseTies(api: 'rest' | 'http', patterns: readonly RoutePattern[], at: string): void {
  const tries = new Map<string, RouteTrie>()
  for (const [index, pattern] of patterns.entries()) {
    const trie = tries.get(pattern.method) ?? createRouteTrie(api)
    tries.set(pattern.method, trie)
    const other = insertRoute(trie, pattern, index)
    if (other === undefined) continue
    const both = `${JSON.stringify(patterns[other]?.text)} and ${JSON.stringify(pattern.text)}`
    throw new ConfigInvalidError(
      'AC1015',
      `plugins.config: ${at}: ${both} stand for the same requests; keep one of them`,
    )
  }
}

/** What stands for a rule that was left out. */
const nobody = createRule('deny', 'deny.always', () => false, { kind: 'any', of: [] })
