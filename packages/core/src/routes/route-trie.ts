/** Where API Gateway sends a path, for the patterns of one method. @module */
import { anySegment } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'

/** One place in the patterns. Routes are told by their index in the table; undefined: no pattern ends here. */
interface TrieNode {
  /** How many segments lead here. */
  readonly depth: number
  /** True for the `{path+}` of the node above: it takes every further segment. */
  readonly greedy: boolean
  readonly literals: Map<string, TrieNode>
  param: TrieNode | undefined
  rest: TrieNode | undefined
  end: number | undefined
  slashEnd: number | undefined
}

/** The patterns that compete for the requests of one method. */
export interface RouteTrie {
  readonly api: 'rest' | 'http'
  readonly root: TrieNode
}

/** The places that a path can be at, in the order in which REST APIs prefer them. */
export type Places = readonly TrieNode[]

/** A trie without patterns. */
export function createRouteTrie(api: 'rest' | 'http'): RouteTrie {
  return { api, root: createNode(0) }
}

/**
 * Adds a pattern wherever its places are free.
 *
 * @returns The route that has one of its places already, which it keeps.
 */
export function insertRoute(
  trie: RouteTrie,
  pattern: RoutePattern,
  route: number,
): number | undefined {
  let other: number | undefined
  for (const [node, slash] of placesOf(trie, pattern, true)) {
    const taken = slash ? node.slashEnd : node.end
    if (taken !== undefined) {
      other ??= taken
      continue
    }
    if (slash) node.slashEnd = route
    else node.end = route
  }
  return other
}

/** The route that stands exactly at this pattern, whatever its parameters are called. */
export function findRouteAt(trie: RouteTrie, pattern: RoutePattern): number | undefined {
  const [place] = placesOf(trie, pattern, false)
  return place === undefined ? undefined : place[1] ? place[0].slashEnd : place[0].end
}

/** Where one more segment leads. A literal of a pattern is preferred to a parameter, that to a greedy end. */
export function stepPlaces(places: Places, segment: string): Places {
  const next: TrieNode[] = []
  for (const node of places) {
    if (node.greedy) {
      next.push(node)
      continue
    }
    const literal = segment === anySegment ? undefined : node.literals.get(segment)
    if (literal !== undefined) next.push(literal)
    if (node.param !== undefined) next.push(node.param)
    if (node.rest !== undefined) next.push(node.rest)
  }
  return next
}

/**
 * The route that takes a path which ends here, undefined for none.
 *
 * | API  | order                                                                                      |
 * | ---- | ------------------------------------------------------------------------------------------ |
 * | REST | segment by segment literal, `{param}`, `{path+}`; a slash at the end is ignored             |
 * | HTTP | full match, then the longest prefix before `{path+}`; a slash at the end is another path    |
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function findWinner({ api }: RouteTrie, places: Places, slash: boolean): number | undefined {
  if (api === 'rest') return places.find(({ end }) => end !== undefined)?.end
  let longest: TrieNode | undefined
  for (const node of places) {
    if (node.greedy) {
      if (longest === undefined || node.depth > longest.depth) longest = node
      continue
    }
    const route = slash ? node.slashEnd : node.end
    if (route !== undefined) return route
  }
  return longest?.end
}

function createNode(depth: number, greedy = false): TrieNode {
  const nothing = { param: undefined, rest: undefined, end: undefined, slashEnd: undefined }
  return { depth, greedy, literals: new Map(), ...nothing }
}

/** `/*` has two places: the path itself and what is below it. */
function placesOf(
  { root }: RouteTrie,
  { segments, tail, slash }: RoutePattern,
  create: boolean,
): readonly (readonly [TrieNode, boolean])[] {
  let node = root
  for (const segment of segments) {
    const next = childOf(node, segment, create)
    if (next === undefined) return []
    node = next
  }
  if (tail === 'none') return [[node, slash]]
  if (create) node.rest ??= createNode(node.depth + 1, true)
  const rest = node.rest
  if (rest === undefined) return []
  return tail === 'greedy'
    ? [[rest, false]]
    : [
        [node, false],
        [rest, false],
      ]
}

function childOf(node: TrieNode, segment: string, create: boolean): TrieNode | undefined {
  if (segment === anySegment) {
    if (create) node.param ??= createNode(node.depth + 1)
    return node.param
  }
  const literal = node.literals.get(segment)
  if (literal !== undefined || !create) return literal
  const made = createNode(node.depth + 1)
  node.literals.set(segment, made)
  return made
}
