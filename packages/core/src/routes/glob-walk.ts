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
 * that no pattern and no part of the glob names are open; paths that are not among those returned are covered
 * by one of them that goes to the same route.
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

  descend([], [table.root], deployed && [deployed.root], [0])
  return budget.steps < 0 ? undefined : reached

  function descend(
    path: readonly string[],
    places: Places,
    existing: Places | undefined,
    at: readonly number[],
  ): void {
    budget.steps -= 1
    if (budget.steps < 0) return
    // Where only greedy ends are left nothing changes any more: what is left of the glob is the rest.
    if (isSettled(places) && (existing === undefined || isSettled(existing))) {
      for (const position of at) arrive([...path, ...tokens.slice(position)], places, existing)
      return
    }
    if (at.at(-1) === tokens.length) arrive(path, places, existing)
    for (const segment of candidates(places, existing, tokens, at)) {
      const next = stepGlob(tokens, at, segment)
      if (next.length === 0) continue
      const exists = existing && stepPlaces(existing, segment)
      descend([...path, segment], stepPlaces(places, segment), exists, next)
    }
  }

  function arrive(segments: readonly string[], places: Places, existing: Places | undefined): void {
    for (const slash of slashForms(glob, segments.length)) {
      const template = deployed && findWinner(deployed, existing ?? [], slash)
      const route = findWinner(table, places, slash)
      const exists = deployed === undefined || template !== undefined
      reached.push({ witness: { segments, slash }, route, template, exists })
    }
  }
}

function isSettled(places: Places): boolean {
  return places.every(({ greedy }) => greedy)
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
