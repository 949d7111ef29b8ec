/** The Denies that an Allow needs, because its resource also matches what other rules decide. @module */
import type { Reached } from './glob-walk.js'
import type { MethodRouting } from './method-routing.js'
import { tooMuch } from './obstacle.js'
import type { Obstacle } from './obstacle.js'
import { byOpenness, covers, toExamplePath, toGlob, toMinimal } from './witness.js'
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

/** The longest path of a resource that has room for any ARN in front of it. */
export const longestGlob = 300

/**
 * Finds them for the Allows of one route.
 *
 * @param rule - The route's own.
 * @returns An obstacle when a Deny that must be takes another Allow away for some caller.
 */
export function findLeaks(
  routing: MethodRouting,
  route: number | undefined,
  rule: number,
  allow: readonly Witness[],
): { readonly leaks: readonly Leak[] } | { readonly obstacle: Obstacle } {
  const leaks: Leak[] = []
  for (const [decides, group] of groupByRule(routing, rule, allow)) {
    const must = group.filter(({ exists }) => exists)
    for (const witness of toMinimal(must.map((one) => one.witness))) {
      if (toGlob(witness).length > longestGlob)
        return { obstacle: tooMuch(routing, route, witness) }
      const [hit] = findHits(routing, rule, decides, witness)
      if (hit !== undefined) return { obstacle: toChain(routing, route, witness, hit) }
      leaks.push({ witness, rule: decides, required: true, hits: [] })
    }
    const may = group.filter(({ exists }) => !exists).map((one) => one.witness)
    leaks.push(...findOptional(routing, rule, decides, may, leaks))
  }
  return routing.isSpent() ? { obstacle: tooMuch(routing, route, allow[0]) } : { leaks }
}

function groupByRule(
  routing: MethodRouting,
  rule: number,
  allow: readonly Witness[],
): ReadonlyMap<number, readonly Reached[]> {
  const { rules } = routing.table
  const groups = new Map<number, Reached[]>()
  for (const one of allow.flatMap((witness) => routing.reach(witness))) {
    const decides = routing.ruleOf(one.route)
    if (!rules.canDiffer(rule, rule, decides)) continue
    const group = groups.get(decides) ?? []
    groups.set(decides, group)
    group.push(one)
  }
  return groups
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

/** A wider Deny does for a narrower one only when it is never left out where the other one is not. */
function findOptional(
  routing: MethodRouting,
  rule: number,
  decides: number,
  witnesses: readonly Witness[],
  required: readonly Leak[],
): readonly Leak[] {
  const kept: Leak[] = []
  for (const witness of witnesses.toSorted(byOpenness)) {
    const wider = [...required, ...kept].filter(
      (leak) => leak.rule === decides && covers(leak.witness, witness),
    )
    if (wider.some(({ hits }) => hits.length === 0)) continue
    const found = findHits(routing, rule, decides, witness).map(({ route }) =>
      routing.ruleOf(route),
    )
    // What does not fit into a resource is never denied: it counts as taking the Allow itself away.
    const isLong = toGlob(witness).length > longestGlob
    const hits = isLong ? [rule] : [...new Set(found)]
    if (wider.some((leak) => leak.hits.length === hits.length)) continue
    kept.push({ witness, rule: decides, required: false, hits })
  }
  return kept
}

function toChain(
  routing: MethodRouting,
  route: number | undefined,
  denied: Witness,
  hit: Reached,
): Obstacle {
  const glob = toGlob(denied)
  const itself = routing.reach(denied).find(({ witness }) => toGlob(witness) === glob)
  return {
    kind: 'chain',
    patterns: [routing.textOf(route), routing.textOf(itself?.route), routing.textOf(hit.route)],
    examplePath: toExamplePath(hit.witness),
  }
}
