/** What a policy must say for every method of a table. @module */
import { planMethod } from './method-plan.js'
import type { Obstacle } from './obstacle.js'
import { methods } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import type { RouteTable } from './route-table.js'
import type { RouteTrie } from './route-trie.js'
import type { MethodPlan } from './select-statements.js'
import { toMinimal, toTemplate } from './witness.js'

/** A thousand routes of usual shape need a fifth of the one and half of the other. */
const mostSteps = { required: 60_000, optional: 20_000 }

/** {@link Obstacle} with the method for which it stands. */
export interface TableObstacle extends Obstacle {
  readonly method: string
}

/** The plans of a table, or why there is none. */
export type TablePlan =
  | { readonly plans: readonly MethodPlan[]; readonly obstacle: undefined }
  | { readonly plans: undefined; readonly obstacle: TableObstacle }

/**
 * Plans every method by itself: a resource names its method, so that methods never meet.
 *
 * @param deployed - The routes that exist, by method; undefined when every path may exist.
 * @param patterns - The same as a list.
 */
export function planTable(
  table: RouteTable,
  deployed: ReadonlyMap<string, RouteTrie> | undefined,
  patterns: readonly RoutePattern[],
): TablePlan {
  const named = new Set(
    [...table.routes.map(({ pattern }) => pattern), ...patterns].map(({ method }) => method),
  )
  // Methods that no pattern names have the same routes: those of ANY.
  const others = methods.filter((method) => !named.has(method))
  const classes = methods.filter((method) => named.has(method)).map((method) => [method])
  const budgets = {
    required: { steps: mostSteps.required },
    optional: { steps: mostSteps.optional },
  }
  const plans: MethodPlan[] = []
  for (const alike of [...classes, others]) {
    const [method] = alike
    const trie = method === undefined ? undefined : table.tries.get(method)
    if (method === undefined || trie === undefined) continue
    const competing = [...table.routes.keys()].filter((route) => {
      const asked = table.routes[route]?.pattern.method
      return asked === method || asked === 'ANY'
    })
    const routed = { table: trie, deployed: deployed?.get(method) }
    const found = planMethod(table, routed, competing, budgets)
    if ('obstacle' in found) return { plans: undefined, obstacle: { ...found.obstacle, method } }
    plans.push({ methods: alike, shares: found.shares })
  }
  return { plans, obstacle: undefined }
}

/** Paths that no route serves and that some caller could call if there were one. */
export function toOpenIfAdded(plans: readonly MethodPlan[]): readonly string[] {
  const found = new Set<string>()
  for (const { methods: alike, shares } of plans) {
    const [method, ...more] = alike
    const leaks = shares.flatMap((share) => share.leaks)
    const open = leaks.filter(({ required, hits }) => !required && hits.length > 0)
    for (const witness of toMinimal(open.map((leak) => leak.witness))) {
      found.add(`${more.length > 0 ? 'ANY' : method} ${toTemplate(witness)}`)
    }
  }
  return [...found].toSorted()
}
