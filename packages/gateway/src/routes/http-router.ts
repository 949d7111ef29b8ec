/**
 * Routing as an HTTP API does it: a full match goes before a greedy one, and that before `$default`. A
 * trailing slash makes another path.
 *
 * @module
 */
import { ConfigInvalidError } from '@authchain/core'
import { defaultRoute, restMethods } from './route-pattern.js'
import type { RoutePattern, Segment } from './route-pattern.js'
import type { RouteMatch, Router, RouterEntry } from './router.js'

interface Leaf<T> {
  readonly routeKey: string
  readonly resource: string
  /** Of its parameters, in order: two routes may name the same segment differently. */
  readonly names: readonly string[]
  readonly value: T
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  parameter: Node<T> | undefined
  /** By method: routes that end here, and routes whose greedy parameter begins here. */
  readonly ends: Map<string, Leaf<T>>
  readonly greedy: Map<string, Leaf<T>>
}

/**
 * Makes a router. Among full matches a literal goes before `{name}`, segment by segment; among greedy ones
 * the longest prefix wins. On one path the method goes before ANY. Literals are compared as sent, no
 * parameter is empty, and a method that HTTP APIs do not have finds nothing, `$default` included.
 *
 * @throws ConfigInvalidError AC1001 when two routes cannot be told apart.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @example
 * ```ts
 * const find = createHttpRouter([{ pattern, value: 'protected' }])
 * find('GET', '/orders/7')?.routeKey // 'GET /orders/{id}'
 * ```
 */
export function createHttpRouter<T>(entries: readonly RouterEntry<T>[]): Router<T> {
  const root = createNode<T>()
  const defaults = entries.filter(({ pattern }) => pattern.resource === defaultRoute)
  const [fallback, second] = defaults
  if (second !== undefined) throw conflict(second.pattern)
  for (const entry of entries) {
    if (entry.pattern.resource !== defaultRoute) insert(root, entry)
  }
  return (method, path) => {
    if (!restMethods.includes(method) || !path.startsWith('/')) return undefined
    const segments = path === '/' ? [] : path.slice(1).split('/')
    const search: Search<T> = { method, segments, greedy: undefined }
    const found = walk(root, search) ?? search.greedy
    if (found !== undefined) return toMatch(found)
    return (
      fallback && {
        resource: defaultRoute,
        routeKey: defaultRoute,
        pathParameters: new Map(),
        value: fallback.value,
      }
    )
  }
}

interface Found<T> {
  readonly leaf: Leaf<T>
  readonly values: readonly string[]
}

interface Search<T> {
  readonly method: string
  readonly segments: readonly string[]
  /** The best greedy match so far. */
  greedy: (Found<T> & { readonly depth: number }) | undefined
}

/** @returns The first full match; greedy ones are noted on the way. */
function walk<T>(
  node: Node<T>,
  search: Search<T>,
  depth: number = 0,
  values: readonly string[] = [],
): Found<T> | undefined {
  const { method, segments } = search
  if (depth === segments.length) {
    const leaf = node.ends.get(method) ?? node.ends.get('ANY')
    return leaf && { leaf, values }
  }
  noteGreedy(node, search, depth, values)
  const segment = segments[depth] ?? ''
  const literal = node.literals.get(segment)
  const byLiteral = literal && walk(literal, search, depth + 1, values)
  if (byLiteral !== undefined || node.parameter === undefined || segment === '') return byLiteral
  return walk(node.parameter, search, depth + 1, [...values, segment])
}

function noteGreedy<T>(
  node: Node<T>,
  search: Search<T>,
  depth: number,
  values: readonly string[],
): void {
  const leaf = node.greedy.get(search.method) ?? node.greedy.get('ANY')
  if (leaf === undefined || depth <= (search.greedy?.depth ?? -1)) return
  const rest = search.segments.slice(depth).join('/')
  if (rest !== '') search.greedy = { leaf, values: [...values, rest], depth }
}

function toMatch<T>({ leaf, values }: Found<T>): RouteMatch<T> {
  const { resource, routeKey, names, value } = leaf
  const pathParameters = new Map(names.map((name, index) => [name, values[index] ?? '']))
  return { resource, routeKey, pathParameters, value }
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, ends: new Map(), greedy: new Map() }
}

function insert<T>(root: Node<T>, { pattern, value }: RouterEntry<T>): void {
  const { method, resource, segments } = pattern
  const last = segments.at(-1)
  const isGreedy = last?.kind === 'greedy'
  let node = root
  for (const segment of isGreedy ? segments.slice(0, -1) : segments) node = childOf(node, segment)
  const leaves = isGreedy ? node.greedy : node.ends
  if (leaves.has(method)) throw conflict(pattern)
  const names = segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]))
  leaves.set(method, { routeKey: `${method} ${resource}`, resource, names, value })
}

function childOf<T>(node: Node<T>, segment: Segment): Node<T> {
  if (segment.kind !== 'literal') return (node.parameter ??= createNode())
  const child = node.literals.get(segment.text) ?? createNode<T>()
  node.literals.set(segment.text, child)
  return child
}

function conflict({ method, resource }: RoutePattern): ConfigInvalidError {
  const route = resource === defaultRoute ? resource : `${method} ${resource}`
  return new ConfigInvalidError(
    'AC1001',
    `createGateway: route "${route}" cannot be told from another one`,
  )
}
