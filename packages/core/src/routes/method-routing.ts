/** The requests of one method: which rule decides them, and what a resource reaches. @module */
import { walkGlob } from './glob-walk.js'
import type { Reached, RoutedMethod, WalkBudget } from './glob-walk.js'
import type { RouteTable } from './route-table.js'
import { toGlob } from './witness.js'
import type { Witness } from './witness.js'

/** What the planning of one method asks again and again. A route is an index; undefined: no pattern takes it. */
export interface MethodRouting {
  readonly table: RouteTable
  ruleOf(route: number | undefined): number
  /** As written. */
  textOf(route: number | undefined): string
  /** What the resource reaches; kept. Empty once the budget is spent. */
  reach(witness: Witness): readonly Reached[]
  isSpent(): boolean
  /** The same, for the account of another budget. */
  with(budget: WalkBudget): MethodRouting
}

/** Prepares {@link MethodRouting}. */
export function createMethodRouting(
  table: RouteTable,
  routed: RoutedMethod,
  budget: WalkBudget,
  kept: Map<string, readonly Reached[]> = new Map(),
): MethodRouting {
  const lineOf = (route: number | undefined) =>
    route === undefined ? undefined : table.routes[route]
  return {
    table,
    ruleOf: (route) => lineOf(route)?.rule ?? table.defaultRule,
    textOf: (route) => lineOf(route)?.pattern.text ?? 'defaultRule',
    isSpent: () => budget.steps < 0,

    reach(witness) {
      const key = toGlob(witness)
      const known = kept.get(key)
      if (known !== undefined) return known
      const found = walkGlob(witness, routed, budget)
      if (found !== undefined) kept.set(key, found)
      return found ?? []
    },
    with: (other) => createMethodRouting(table, routed, other, kept),
  }
}
