/** What a policy must say for one method: what to allow with each rule, and what to deny beside it. @module */
import type { RoutedMethod, WalkBudget } from './glob-walk.js'
import { findLeaks, longestGlob } from './leaks.js'
import type { Leak } from './leaks.js'
import { createMethodRouting } from './method-routing.js'
import { tooMuch } from './obstacle.js'
import type { Obstacle } from './obstacle.js'
import { toBases } from './route-bases.js'
import type { RouteTable } from './route-table.js'
import { toGlob, toMinimal } from './witness.js'
import type { Witness } from './witness.js'

/** What goes into the policy of a caller whom one rule allows. */
export interface RuleShare {
  readonly rule: number
  readonly allow: readonly Witness[]
  readonly leaks: readonly Leak[]
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
  budget: WalkBudget,
): { readonly shares: readonly RuleShare[] } | { readonly obstacle: Obstacle } {
  const routing = createMethodRouting(table, routed, budget)
  const shares = new Map<number, { allow: Witness[]; leaks: Leak[] }>()
  // The last one stands for what no pattern takes.
  for (const route of [...competing, undefined]) {
    const rule = routing.ruleOf(route)
    if (!table.rules.canAllow(rule)) continue
    const pattern = route === undefined ? undefined : table.routes[route]?.pattern
    const reached = toBases(pattern, table.api).flatMap((base) => routing.reach(base))
    const own = reached.filter((one) => one.exists && one.route === route)
    const allow = toMinimal(own.map(({ witness }) => witness))
    const tooLong = allow.find((witness) => toGlob(witness).length > longestGlob)
    if (tooLong !== undefined) return { obstacle: tooMuch(routing, route, tooLong) }
    const found = findLeaks(routing, route, rule, allow)
    if ('obstacle' in found) return found
    const share = shares.get(rule) ?? { allow: [], leaks: [] }
    shares.set(rule, share)
    share.allow.push(...allow)
    share.leaks.push(...found.leaks)
  }
  return { shares: [...shares].map(([rule, share]) => ({ rule, ...share })) }
}
