/**
 * Which row of a table serves a request: all patterns that match are listed, and the most specific of them
 * is taken by definition. No tree, no backtracking, nothing shared with the compiler.
 *
 * @module
 */
import type { Table } from '../model/table.js'
import { matchesPath, servesMethod, toPatterns, toSegments } from './pattern.js'
import type { Pattern, Segment } from './pattern.js'

/** The row that serves a request; undefined when none is listed. */
export type Routing = (method: string, path: string) => number | undefined

/**
 * The routing of a table.
 *
 * @param order - `pair` passes over a resource without the method; `path` takes the best path first, which
 *   nobody has measured for HTTP APIs.
 */
export function createRouting(
  { api, rows }: Pick<Table, 'api' | 'rows'>,
  order: 'pair' | 'path' = 'pair',
): Routing {
  const patterns = rows.flatMap(([text], row) => toPatterns(text, row))
  return (method, path) => {
    const segments = toSegments(api, path)
    const matching = patterns.filter((pattern) => matchesPath(pattern.segments, segments))
    const candidates = order === 'pair' ? matching : bestPaths(api, matching)
    const serving = candidates.filter((pattern) => servesMethod(pattern, method))
    return serving.toSorted((a, b) => compare(api, a, b))[0]?.row
  }
}

function bestPaths(api: Table['api'], patterns: readonly Pattern[]): readonly Pattern[] {
  const sorted = patterns.toSorted((a, b) => comparePaths(api, a.segments, b.segments))
  return sorted.filter(({ segments }) => {
    return comparePaths(api, segments, sorted[0]?.segments ?? []) === 0
  })
}

/** Two patterns of one path that match the same requests. They cannot be told apart. */
export function findTie({ api, rows }: Pick<Table, 'api' | 'rows'>): readonly Pattern[] {
  const patterns = rows.flatMap(([text], row) => toPatterns(text, row))
  return patterns.filter((a, index) =>
    patterns.some(
      (b, other) =>
        other < index &&
        a.method === b.method &&
        JSON.stringify(a.segments) === JSON.stringify(b.segments) &&
        compare(api, a, b) === 0,
    ),
  )
}

/** The more specific first; then the method before ANY. */
function compare(api: Table['api'], a: Pattern, b: Pattern): number {
  const byPath = comparePaths(api, a.segments, b.segments)
  return byPath === 0 ? Number(a.method === 'ANY') - Number(b.method === 'ANY') : byPath
}

/**
 * REST: segment by segment, text before `{x}` before `{x+}`. HTTP: full matches before greedy ones, the
 * longest greedy prefix first, and then segment by segment.
 */
function comparePaths(api: Table['api'], a: readonly Segment[], b: readonly Segment[]): number {
  if (api === 'http') {
    const isGreedy = Number(a.at(-1) === 'greedy') - Number(b.at(-1) === 'greedy')
    if (isGreedy !== 0) return isGreedy
    if (a.length !== b.length) return b.length - a.length
  }
  for (const [index, segment] of a.entries()) {
    const difference = rank(segment) - rank(b[index])
    if (difference !== 0) return difference
  }
  return 0
}

function rank(segment: Segment | undefined): number {
  if (segment === 'greedy') return 2
  return segment === 'parameter' ? 1 : 0
}
