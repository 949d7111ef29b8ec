/** What a policy resource reaches: the generic requests it matches and the routes they go to. @module */
import { anySegment } from './route-pattern.js'
import { findWinner, stepPlaces } from './route-trie.js'
import type { Places, RouteTrie } from './route-trie.js'
import type { Witness } from './witness.js'

/** The routes of one method: those of the table, and those that the API has. */
export interface RoutedMethod {
  readonly table: RouteTrie
  /** Undefined: every path may exist. */
  readonly deployed: RouteTrie | undefined
}

/** A generic request that a resource matches. */
export interface Reached {
  readonly witness: Witness
  /** The table's route; undefined when no pattern takes the path. */
  readonly route: number | undefined
  /** What API Gateway routes it to; undefined for nothing, or when every path may exist. */
  readonly template: number | undefined
  /** False when API Gateway has no route for it. */
  readonly exists: boolean
}

/** How many steps the compilation of one table may take. Real tables need some thousands. */
export interface WalkBudget {
  steps: number
}

/**
 * Every generic request that `glob` matches, as far as they differ for the routes and the glob. Segments
 * that no pattern and no part of the glob names are open; longer paths than those returned are covered by
 * shorter ones that go to the same route.
 *
 * @returns undefined when the budget is spent.
 */
export function walkGlob(
  glob: Witness,
  { table, deployed }: RoutedMethod,
  budget: WalkBudget,
): readonly Reached[] | undefined {
  const reached: Reached[] = []
  const { segments: tokens } = glob
  // Behind the deepest pattern only the glob's own segments still matter.
  const longest = Math.max(table.depth, deployed?.depth ?? 0) + tokens.length + 1
  const path: string[] = []

  descend([table.root], deployed === undefined ? undefined : [deployed.root], [0])
  return budget.steps < 0 ? undefined : reached

  function descend(places: Places, existing: Places | undefined, at: readonly number[]): void {
    budget.steps -= 1
    if (budget.steps < 0) return
    if (at.at(-1) === tokens.length) arrive(places, existing)
    if (path.length === longest) return
    for (const segment of candidates(places, existing, tokens, at)) {
      const nextAt = stepGlob(tokens, at, segment)
      if (nextAt.length === 0) continue
      const next = stepPlaces(places, segment)
      const nextExisting = existing && stepPlaces(existing, segment)
      // One open segment more that changes nothing: the shorter path covers the longer one.
      const isLonger =
        segment === anySegment &&
        path.at(-1) === anySegment &&
        areSame(at, nextAt) &&
        areSame(places, next) &&
        (existing === undefined || areSame(existing, nextExisting ?? []))
      if (isLonger) continue
      path.push(segment)
      descend(next, nextExisting, nextAt)
      path.pop()
    }
  }

  function arrive(places: Places, existing: Places | undefined): void {
    for (const slash of slashForms(glob, path.length)) {
      const template = deployed && findWinner(deployed, existing ?? [], slash)
      reached.push({
        witness: { segments: [...path], slash },
        route: findWinner(table, places, slash),
        template,
        exists: deployed === undefined || template !== undefined,
      })
    }
  }
}

/** Which endings of a path the glob matches. */
function slashForms({ segments, slash }: Witness, length: number): readonly boolean[] {
  if (slash) return [true]
  return segments.at(-1) === anySegment && length > 0 ? [false, true] : [false]
}

/** The segments that lead to different places: named ones that can come next, and any other. */
function candidates(
  places: Places,
  existing: Places | undefined,
  tokens: readonly string[],
  at: readonly number[],
): ReadonlySet<string> {
  const found = new Set<string>()
  let isOpen = false
  for (const position of at) {
    const token = tokens[position]
    if (token === anySegment || (position > 0 && tokens[position - 1] === anySegment)) isOpen = true
    if (token !== undefined) found.add(token)
  }
  if (!isOpen) return found
  found.add(anySegment)
  for (const node of places) for (const literal of node.literals.keys()) found.add(literal)
  for (const node of existing ?? []) for (const literal of node.literals.keys()) found.add(literal)
  return found
}

/** Position n: the first n parts of the glob are matched, and an open one goes on matching. */
function stepGlob(
  tokens: readonly string[],
  at: readonly number[],
  segment: string,
): readonly number[] {
  const next: number[] = []
  for (const position of at) {
    if (position > 0 && tokens[position - 1] === anySegment && next.at(-1) !== position) {
      next.push(position)
    }
    const token = tokens[position]
    if (token !== undefined && (token === anySegment || token === segment)) next.push(position + 1)
  }
  return next
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
