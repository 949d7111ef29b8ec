/**
 * The chains of a table: (a, d, z) where some request of row a pumps into one of row d and that into one of
 * row z. One policy can say the table for a caller exactly when no chain is allowed, denied, allowed.
 *
 * @module
 */
import type { Row, Table } from '../model/table.js'
import { globMatches } from './glob.js'
import { methods, servesMethod, toPatterns } from './pattern.js'
import type { Segment } from './pattern.js'
import { createRouting } from './routing.js'

/** Rows by index; -1 is "unlisted". */
export type Chain = readonly [allowed: number, denied: number, allowedToo: number]

/** A generic request; {@link fresh} stands for any segment that no table names. */
interface Witness {
  readonly row: number
  readonly segments: readonly string[]
  readonly slash: boolean
}

/** `closed`: only requests of listed routes count. `open`: unlisted ones must be right as well. */
export type World = 'open' | 'closed'

const fresh = '\u{1d53d}'

/**
 * All chains of all methods.
 *
 * @param longest - Segments of the longest request that is looked at. A greedy end must be able to hold
 *   another route's texts: `/{x}/a/{p+}` is given away by `F/a/F/a/F`.
 */
export function findChains(
  table: Pick<Table, 'api' | 'rows'>,
  world: World,
  longest: number = 2 * depthOf(table) + 1,
): readonly Chain[] {
  const found = new Map<string, Chain>()
  const keepsUnlisted = world === 'open'
  for (const method of methodClasses(table.rows)) {
    for (const chain of chainsOf(table, method, keepsUnlisted, longest))
      found.set(chain.join(), chain)
  }
  return [...found.values()]
}

/** Segments of the longest pattern. */
export function depthOf({ rows }: Pick<Table, 'rows'>): number {
  const patterns = rows.flatMap(([text], row) => toPatterns(text, row))
  return Math.max(...patterns.map(({ segments }) => segments.length))
}

/** Each named method, and one that stands for all others. */
function methodClasses(rows: readonly Row[]): readonly string[] {
  const named = new Set(rows.map(([text]) => text.split(' ')[0] ?? ''))
  const other = methods.find((method) => !named.has(method))
  const classes = methods.filter((method) => named.has(method))
  return other === undefined ? classes : [...classes, other]
}

function* chainsOf(
  table: Pick<Table, 'api' | 'rows'>,
  method: string,
  keepsUnlisted: boolean,
  longest: number,
): Generator<Chain> {
  const route = createRouting(table)
  const rowOf = (segments: readonly string[], slash: boolean): number =>
    route(method, toPath(segments, slash)) ?? -1
  const patterns = patternsOf(table.rows, method)
  const witnesses = (literals: readonly string[]): readonly Witness[] =>
    patterns
      .flatMap((pattern) => instances(pattern, literals, longest))
      .flatMap((segments) =>
        [false, true]
          .filter((slash) => !slash || (segments.at(-1) ?? '') !== '')
          .map((slash) => ({ segments, slash, row: rowOf(segments, slash) })),
      )
      .filter(({ row }) => keepsUnlisted || row !== -1)
  const memo = new Map<string, readonly Witness[]>()
  const withLiterals = (literals: readonly string[]): readonly Witness[] => {
    const key = literals.join('/')
    const known = memo.get(key) ?? witnesses(literals)
    memo.set(key, known)
    return known
  }

  const pumped = new Set<string>()
  for (const first of withLiterals([])) {
    if (!first.segments.includes(fresh)) continue
    for (const second of withLiterals(literalsOf(first))) {
      const key = `${first.row} ${second.row} ${toPath(second.segments, second.slash)}`
      if (second.row === first.row || pumped.has(key) || !pumps(first, second)) continue
      pumped.add(key)
      for (const third of withLiterals(literalsOf(second))) {
        if (third.row !== second.row && pumps(second, third)) {
          yield [first.row, second.row, third.row]
        }
      }
    }
  }
}

/** The paths of a method's patterns, and those of everything unlisted. */
function patternsOf(rows: readonly Row[], method: string): readonly (readonly Segment[])[] {
  const listed = rows
    .flatMap(([text], row) => toPatterns(text, row))
    .filter((pattern) => servesMethod(pattern, method))
    .map(({ segments }) => segments)
  return [...listed, [], ['greedy']]
}

const literalsOf = ({ segments }: Witness): readonly string[] =>
  segments.filter((segment) => segment !== fresh)

/** Parameters are fresh, or the next of some texts: `?*` between texts can only be aligned in order. */
function instances(
  pattern: readonly Segment[],
  literals: readonly string[],
  longest: number,
): readonly (readonly string[])[] {
  const [first, ...rest] = pattern
  if (first === undefined) return [[]]
  if (first === 'greedy') {
    const lengths = Array.from({ length: Math.max(1, longest) }, (_, index) => index + 1)
    return lengths.flatMap((length) =>
      instances(
        Array.from({ length }, () => 'parameter' as const),
        literals,
        0,
      ),
    )
  }
  if (first !== 'parameter') {
    return instances(rest, literals, longest - 1).map((tail) => [first.text, ...tail])
  }
  const choices = [
    { text: fresh, left: literals },
    ...literals.map((text, index) => ({ text, left: literals.slice(index + 1) })),
  ]
  return choices.flatMap(({ text, left }) =>
    instances(rest, left, longest - 1).map((tail) => [text, ...tail]),
  )
}

/** Whether the glob of one witness matches the other. */
function pumps(from: Witness, to: Witness): boolean {
  const glob = toPath(from.segments, from.slash).replaceAll(fresh, '?*')
  return globMatches(glob, toPath(to.segments, to.slash))
}

function toPath(segments: readonly string[], slash: boolean): string {
  return `/${segments.join('/')}${slash ? '/' : ''}`
}
