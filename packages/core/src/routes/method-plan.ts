/** What a policy must say for one method: what to allow with each rule, and what to deny beside it. @module */
import type { RoutedMethod, WalkBudget } from './glob-walk.js'
import { findForeign, findOptional, findRequired } from './leaks.js'
import type { Leak } from './leaks.js'
import { createMethodRouting } from './method-routing.js'
import type { MethodRouting } from './method-routing.js'
import { tooMuch } from './obstacle.js'
import type { Obstacle } from './obstacle.js'
import { toBases } from './route-bases.js'
import type { RouteTable } from './route-table.js'
import { longestGlob, toGlob, toMinimal } from './witness.js'
import type { Witness } from './witness.js'

/** What goes into the policy of a caller whom one rule allows. */
export interface RuleShare {
  readonly rule: number
  readonly allow: readonly Witness[]
  readonly leaks: readonly Leak[]
}

/** How much work a plan may be. */
export interface PlanBudgets {
  /** For what must be said; more is an obstacle. */
  readonly required: WalkBudget
  /** For what is denied in case it is deployed one day; more is left open. */
  readonly optional: WalkBudget
}

/**
 * Works out what the routes of one method ask of a policy.
 *
 * @param routed - Where `deployed` is given, what API Gateway has no route for may be allowed.
 * @param competing - The table's routes that take this method.
 * @returns The shares, or the first obstacle in the order of the table.
 */
export function planMethod(
  table: RouteTable,
  routed: RoutedMethod,
  competing: readonly number[],
  budgets: PlanBudgets,
): { readonly shares: readonly RuleShare[] } | { readonly obstacle: Obstacle } {
  const routing = createMethodRouting(table, routed, budgets.required)
  const shares: RuleShare[] = []
  const allows = findAllows(routing, competing)
  for (const [rule, allow] of allows) {
    const tooLong = allow.find((witness) => toGlob(witness).length > longestGlob)
    if (tooLong !== undefined) return { obstacle: tooMuch(routing, tooLong) }
    const found = findRequired(routing, rule, allow, findForeign(routing, rule, allow))
    if ('obstacle' in found) return found
    shares.push({ rule, allow, leaks: found.leaks })
  }
  if (routing.isSpent()) return { obstacle: tooMuch(routing, [...allows.values()].flat()[0]) }
  if (routed.deployed === undefined) return { shares }
  const further = routing.with(budgets.optional)
  return {
    shares: shares.map(({ rule, allow, leaks }) => {
      const foreign = findForeign(further, rule, allow)
      return { rule, allow, leaks: [...leaks, ...findOptional(further, rule, foreign, leaks)] }
    }),
  }
}

/** What each rule may allow, in the order in which the table first names it. */
function findAllows(
  routing: MethodRouting,
  competing: readonly number[],
): ReadonlyMap<number, readonly Witness[]> {
  const { table } = routing
  const found = new Map<number, readonly Witness[]>()
  // The last one stands for what no pattern takes.
  for (const route of [...competing, undefined]) {
    const rule = routing.ruleOf(route)
    if (!table.rules.canAllow(rule)) continue
    const pattern = route === undefined ? undefined : table.routes[route]?.pattern
    const reached = toBases(pattern, table.api).flatMap((base) => routing.reach(base))
    const own = reached.filter((one) => one.exists && one.route === route)
    found.set(rule, [...(found.get(rule) ?? []), ...own.map(({ witness }) => witness)])
  }
  return new Map([...found].map(([rule, witnesses]) => [rule, toMinimal(witnesses)]))
}
