/** The Denies that the Allows of a rule need, because their resources also match what other rules decide. @module */
import type { Reached } from './glob-walk.js'
import type { MethodRouting } from './method-routing.js'
import { toChain, tooMuch } from './obstacle.js'
import type { Obstacle } from './obstacle.js'
import { byOpenness, covers, longestGlob, toGlob, toMinimal } from './witness.js'
import type { Witness } from './witness.js'

/** One such Deny. */
export interface Leak {
  readonly witness: Witness
  /** The rule that decides it; where that allows, nothing is to be denied. */
  readonly rule: number
  /** False where no deployed route is reached: denied for the day when there is one, if nothing is lost. */
  readonly required: boolean
  /** Other rules whose requests the Deny takes away. Where one of them allows, it is left out. */
  readonly hits: readonly number[]
}

/** What the Allows of one rule match, by the rule that decides it. */
export type Foreign = ReadonlyMap<number, readonly Reached[]>

/** Everything that they match and that another rule may deny. */
export function findForeign(
  routing: MethodRouting,
  rule: number,
  allow: readonly Witness[],
): Foreign {
  const groups = new Map<number, Reached[]>()
  for (const one of allow.flatMap((witness) => routing.reach(witness))) {
    const decides = routing.ruleOf(one.route)
    if (!routing.table.rules.canDiffer(rule, rule, decides)) continue
    const group = groups.get(decides) ?? []
    groups.set(decides, group)
    group.push(one)
  }
  return groups
}

/**
 * Denies what exists and another rule decides.
 *
 * @returns An obstacle when such a Deny takes an Allow away from some caller.
 */
export function findRequired(
  routing: MethodRouting,
  rule: number,
  allow: readonly Witness[],
  foreign: Foreign,
): { readonly leaks: readonly Leak[] } | { readonly obstacle: Obstacle } {
  const leaks: Leak[] = []
  for (const [decides, group] of foreign) {
    const existing = group.filter(({ exists }) => exists)
    for (const witness of toMinimal(existing.map((one) => one.witness))) {
      if (toGlob(witness).length > longestGlob) return { obstacle: tooMuch(routing, witness) }
      if (routing.isSpent()) return { obstacle: tooMuch(routing, witness) }
      const [hit] = findHits(routing, rule, decides, witness)
      if (hit !== undefined) return { obstacle: toChain(routing, allow, witness, hit) }
      leaks.push({ witness, rule: decides, required: true, hits: [] })
    }
  }
  return { leaks }
}

/**
 * Denies what does not exist, wherever that takes nothing away. A wider Deny does for a narrower one only when
 * it is never left out where the narrower one is not.
 */
export function findOptional(
  routing: MethodRouting,
  rule: number,
  foreign: Foreign,
  required: readonly Leak[],
): readonly Leak[] {
  const kept: Leak[] = []
  for (const [decides, group] of foreign) {
    const same = required.filter((leak) => leak.rule === decides)
    const absent = group.filter(({ exists }) => !exists).map(({ witness }) => witness)
    for (const witness of absent.toSorted(byOpenness)) {
      if (routing.isSpent()) break
      const wider = same.filter((leak) => covers(leak.witness, witness))
      if (wider.some(({ hits }) => hits.length === 0)) continue
      const found = findHits(routing, rule, decides, witness).map((hit) =>
        routing.ruleOf(hit.route),
      )
      const hits = toGlob(witness).length > longestGlob ? [rule] : [...new Set(found)]
      if (wider.some((leak) => leak.hits.length === hits.length)) continue
      same.push({ witness, rule: decides, required: false, hits })
    }
    // What is too long, or too much to look at, is never denied: it counts as taking the Allow away.
    if (routing.isSpent()) {
      for (const witness of toMinimal(absent)) {
        same.push({ witness, rule: decides, required: false, hits: [rule] })
      }
    }
    kept.push(...same.filter((leak) => !leak.required))
  }
  return kept
}

/** What a Deny takes away from a caller to whom `rule` says yes and `decides` says no. */
function findHits(
  routing: MethodRouting,
  rule: number,
  decides: number,
  denied: Witness,
): readonly Reached[] {
  const { rules } = routing.table
  return routing
    .reach(denied)
    .filter(({ exists, route }) => exists && rules.canDiffer(rule, routing.ruleOf(route), decides))
}
