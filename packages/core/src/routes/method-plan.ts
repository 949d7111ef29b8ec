/** What a policy must say for one method: what to allow with each rule, and what to deny beside it. @module */
import { anySegment } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import { walkGlob } from './glob-walk.js'
import type { Reached, RoutedMethod, WalkBudget } from './glob-walk.js'
import type { RouteTable } from './route-table.js'
import { toExamplePath, toGlob, toMinimal } from './witness.js'
import type { Witness } from './witness.js'

/** A Deny that an Allow needs, because its resource also matches what another rule decides. */
export interface Leak {
  readonly witness: Witness
  /** The rule that decides it; where it allows, nothing is to be denied. */
  readonly rule: number
  /** False where no deployed route is reached: denied for the day when there is one, if nothing is lost. */
  readonly required: boolean
  /** The other rules whose requests the Deny takes away. */
  readonly hits: readonly number[]
}

/** What goes into the policy of a caller whom one rule allows. */
export interface RuleShare {
  readonly rule: number
  readonly allow: readonly Witness[]
  readonly leaks: readonly Leak[]
}

/** Why no policy says the table for every caller. */
export interface Obstacle {
  /** `chain`: allowed, denied and allowed, each inside the one before. `size`: too long or too many. */
  readonly kind: 'chain' | 'size'
  /** As written; `defaultRule` for what no pattern takes. */
  readonly patterns: readonly [string, string, string]
  readonly examplePath: string
}

/** What `defaultRule` stands for. */
const everything = { segments: [], tail: 'below', slash: false } as const

/** The longest path of a resource that has room for any ARN in front of it. */
const longestGlob = 300

/**
 * Works out what the routes of one method ask of a policy.
 *
 * @param routed - In the closed world (`deployed` given) what API Gateway has no route for may be allowed.
 * @returns The shares in the order of rules, or the first obstacle in the order of the table.
 */
export function planMethod(
  table: RouteTable,
  routed: RoutedMethod,
  competing: readonly number[],
  budget: WalkBudget,
): readonly RuleShare[] | Obstacle {
  const { rules, api } = table
  const walked = new Map<string, readonly Reached[]>()
  const shares = new Map<number, { allow: Witness[]; leaks: Leak[] }>()

  for (const route of [...competing, undefined]) {
    const rule = ruleOf(route)
    if (!rules.canAllow(rule)) continue
    const bases = toBases(route === undefined ? undefined : table.routes[route]?.pattern, api)
    const found = bases.flatMap((base) => walk(base))
    const own = found.filter((one) => one.exists && one.route === route)
    const allow = toMinimal(own.map(({ witness }) => witness))
    const tooLong = allow.find((witness) => toGlob(witness).length > longestGlob)
    if (budget.steps < 0 || tooLong !== undefined) return tooMuch(route, tooLong ?? bases[0])
    const leaks = findLeaks(route, rule, allow)
    if (!Array.isArray(leaks)) return leaks as Obstacle
    const share = shares.get(rule) ?? { allow: [], leaks: [] }
    shares.set(rule, share)
    share.allow.push(...allow)
    share.leaks.push(...(leaks as readonly Leak[]))
  }
  return [...shares]
    .map(([rule, share]) => ({ rule, ...share }))
    .toSorted((a, b) => a.rule - b.rule)

  function ruleOf(route: number | undefined): number {
    return route === undefined
      ? table.defaultRule
      : (table.routes[route]?.rule ?? table.defaultRule)
  }

  function walk(glob: Witness): readonly Reached[] {
    const key = toGlob(glob)
    const known = walked.get(key)
    if (known !== undefined) return known
    const found = walkGlob(glob, routed, budget) ?? []
    walked.set(key, found)
    return found
  }

  /** What the Allows of a route also match, and must not. */
  function findLeaks(
    route: number | undefined,
    rule: number,
    allow: readonly Witness[],
  ): readonly Leak[] | Obstacle {
    const groups = new Map<string, { one: Reached; witnesses: Witness[] }>()
    for (const one of allow.flatMap((witness) => walk(witness))) {
      const decides = ruleOf(one.route)
      if (!rules.canDiffer([rule], decides)) continue
      const key = `${decides} ${one.exists}`
      const group = groups.get(key) ?? { one, witnesses: [] }
      groups.set(key, group)
      group.witnesses.push(one.witness)
    }
    const leaks: Leak[] = []
    for (const { one, witnesses } of groups.values()) {
      for (const witness of toMinimal(witnesses)) {
        const decides = ruleOf(one.route)
        const hits = walk(witness).filter(
          (hit) => hit.exists && rules.canDiffer([rule, ruleOf(hit.route)], decides),
        )
        const isLong = toGlob(witness).length > longestGlob
        if (budget.steps < 0 || (isLong && one.exists)) return tooMuch(route, witness)
        const [hit] = hits
        if (hit !== undefined && one.exists) {
          const denied = walk(witness).find((other) => toGlob(other.witness) === toGlob(witness))
          return {
            kind: 'chain',
            patterns: [textOf(route), textOf(denied?.route), textOf(hit.route)],
            examplePath: toExamplePath(hit.witness),
          }
        }
        // What does not fit into a resource is not denied: it counts as hitting the Allow itself.
        const rulesHit = new Set(isLong ? [rule] : hits.map((other) => ruleOf(other.route)))
        leaks.push({ witness, rule: decides, required: one.exists, hits: [...rulesHit] })
      }
    }
    return leaks
  }

  function textOf(route: number | undefined): string {
    return route === undefined ? 'defaultRule' : (table.routes[route]?.pattern.text ?? '')
  }

  function tooMuch(route: number | undefined, witness: Witness | undefined): Obstacle {
    const text = textOf(route)
    const examplePath = witness === undefined ? '/' : toExamplePath(witness)
    return { kind: 'size', patterns: [text, text, text], examplePath }
  }
}

/** The resources that a pattern, or else everything, means by itself before other patterns take their part. */
export function toBases(
  pattern: RoutePattern | undefined,
  api: 'rest' | 'http',
): readonly Witness[] {
  const { segments, tail, slash } = pattern ?? everything
  const itself: Witness = { segments, slash }
  const all: Witness[] = tail === 'greedy' ? [] : [itself]
  // REST APIs route both forms to the same place, and keep the slash in the ARN.
  const isClosed = segments.length > 0 && segments.at(-1) !== anySegment
  if (tail !== 'greedy' && api === 'rest' && isClosed) all.push({ segments, slash: true })
  if (tail !== 'none') all.push({ segments: [...segments, anySegment], slash: false })
  return all
}
