/**
 * Routing as a REST API does it: on the pair of path and method. A resource that has the path but not the
 * method is passed over, and a less specific one serves the request.
 *
 * @module
 */
import { ConfigInvalidError } from '@authchain/core'
import { restMethods } from './route-pattern.js'
import type { RoutePattern, Segment } from './route-pattern.js'

/** What serves a request. */
export interface RouteMatch<T> {
  /** The template: `/orders/{id}`; `$default` and `$connect` as they are. */
  readonly resource: string
  /** `GET /orders/{id}`, `ANY /{proxy+}`, `$default`, `$connect`. */
  readonly routeKey: string
  /** Raw, percent-encoding kept. A greedy one spans slashes and loses one trailing slash. */
  readonly pathParameters: ReadonlyMap<string, string>
  readonly value: T
}

/** Finds the route of a request; undefined when none serves it. */
export type Router<T> = (method: string, path: string) => RouteMatch<T> | undefined

/** One route and what is to be found there. */
export interface RouterEntry<T> {
  readonly pattern: RoutePattern
  readonly value: T
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  parameter: { readonly name: string; readonly node: Node<T> } | undefined
  greedy: { readonly name: string; readonly node: Node<T> } | undefined
  readonly methods: Map<string, Omit<RouteMatch<T>, 'pathParameters'>>
}

/**
 * Makes a router. Per segment a literal goes before `{name}` before `{name+}`, with backtracking; on one
 * resource the method goes before ANY. Literals are compared as sent, a parameter is never empty, and one
 * trailing slash is ignored.
 *
 * @throws ConfigInvalidError AC1001 when two routes cannot be told apart.
 * @example
 * ```ts
 * const find = createRouter([{ pattern, value: 'protected' }])
 * find('GET', '/orders/7')?.pathParameters.get('id') // '7'
 * ```
 */
export function createRouter<T>(entries: readonly RouterEntry<T>[]): Router<T> {
  const root = createNode<T>()
  for (const entry of entries) insert(root, entry)
  return (method, path) => {
    if (!restMethods.includes(method) || !path.startsWith('/')) return undefined
    const trimmed = path.endsWith('/') ? path.slice(0, -1) : path
    const segments = trimmed === '' ? [] : trimmed.slice(1).split('/')
    return find(root, { method, segments }, 0, [])
  }
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, greedy: undefined, methods: new Map() }
}

function insert<T>(root: Node<T>, { pattern, value }: RouterEntry<T>): void {
  let node = root
  for (const segment of pattern.segments) node = childOf(node, segment, pattern)
  if (node.methods.has(pattern.method)) throw conflict(pattern, 'is listed twice')
  const { method, resource } = pattern
  node.methods.set(method, { resource, routeKey: `${method} ${resource}`, value })
}

function childOf<T>(node: Node<T>, segment: Segment, pattern: RoutePattern): Node<T> {
  if (segment.kind === 'literal') {
    const child = node.literals.get(segment.text) ?? createNode<T>()
    node.literals.set(segment.text, child)
    return child
  }
  const edge = node[segment.kind] ?? { name: segment.name, node: createNode<T>() }
  if (edge.name !== segment.name) {
    throw conflict(pattern, 'names a parameter that another route names otherwise')
  }
  node[segment.kind] = edge
  return edge.node
}

interface Wanted {
  readonly method: string
  readonly segments: readonly string[]
}
type Parameters = readonly (readonly [string, string])[]

function find<T>(
  node: Node<T>,
  wanted: Wanted,
  depth: number,
  parameters: Parameters,
): RouteMatch<T> | undefined {
  const segment = wanted.segments[depth]
  if (segment === undefined) return serve(node, wanted, parameters)
  const literal = node.literals.get(segment)
  const byLiteral = literal && find(literal, wanted, depth + 1, parameters)
  if (byLiteral !== undefined) return byLiteral
  if (node.parameter !== undefined && segment !== '') {
    const { name, node: child } = node.parameter
    const byName = find(child, wanted, depth + 1, [...parameters, [name, segment]])
    if (byName !== undefined) return byName
  }
  if (node.greedy === undefined) return undefined
  const rest = wanted.segments.slice(depth).join('/')
  return rest === ''
    ? undefined
    : serve(node.greedy.node, wanted, [...parameters, [node.greedy.name, rest]])
}

function serve<T>(
  node: Node<T>,
  { method }: Wanted,
  parameters: Parameters,
): RouteMatch<T> | undefined {
  const served = node.methods.get(method) ?? node.methods.get('ANY')
  return served && { ...served, pathParameters: new Map(parameters) }
}

function conflict(pattern: RoutePattern, why: string): ConfigInvalidError {
  const route = `${pattern.method} ${pattern.resource}`
  return new ConfigInvalidError('AC1001', `createGateway: route "${route}" ${why}`)
}
