/** What theory says of a table: for which callers one policy can be right, and so which step the compiler takes. @module */
import { ruleAllows } from '../model/table.js'
import type { Caller, Rule, Table } from '../model/table.js'
import { depthOf, findChains } from './chains.js'
import type { Chain, World } from './chains.js'

/** What becomes of a table. */
export type Step = 'complete' | 'listed' | 'per-route' | 'refused'

/** The first step that theory permits. Lengths are not considered. */
export function expectedStep(table: Table): Step {
  if (table.policies) {
    if (isExpressible(table, 'open')) return 'complete'
    if (table.deployed === 'listed' && isExpressible(table, 'closed')) return 'listed'
  }
  return table.perRoute ? 'per-route' : 'refused'
}

/** Whether one policy can say the table, whoever the caller is. Most obstacles are short, so those are sought first. */
export function isExpressible(table: Table, world: World): boolean {
  return (
    findObstacle(table, findChains(table, world, depthOf(table) + 1)) === undefined &&
    findObstacle(table, findChains(table, world)) === undefined
  )
}

/** A chain and a caller for whom it is allowed, denied, allowed. */
function findObstacle(
  table: Table,
  chains: readonly Chain[],
): { readonly chain: Chain; readonly caller: Caller } | undefined {
  for (const chain of chains) {
    const [first = 'deny', second = 'deny', third = 'deny'] = chain.map((row) => ruleOf(table, row))
    const caller = allCallers([first, second, third]).find(
      (each) => ruleAllows(first, each) && !ruleAllows(second, each) && ruleAllows(third, each),
    )
    if (caller !== undefined) return { chain, caller }
  }
  return undefined
}

function ruleOf({ rows, defaultRule = 'deny' }: Table, row: number): Rule {
  return rows[row]?.[1] ?? defaultRule
}

/** Every subset of what some rules ask for. */
function allCallers(rules: readonly Rule[]): readonly Caller[] {
  return subsets([...new Set(rules.flatMap(scopesOf))]).flatMap((scopes) =>
    subsets([...new Set(rules.flatMap(flagsOf))]).map((flags) => ({ scopes, flags })),
  )
}

function scopesOf(rule: Rule): readonly string[] {
  if (typeof rule === 'string' || 'flag' in rule) return []
  if ('scopes' in rule) return rule.scopes
  return 'eitherScope' in rule ? rule.eitherScope : rule.bothScopes
}

function flagsOf(rule: Rule): readonly string[] {
  return typeof rule === 'object' && 'flag' in rule ? [rule.flag] : []
}

function subsets(all: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = all
  if (first === undefined) return [[]]
  return subsets(rest).flatMap((some) => [some, [first, ...some]])
}
