/** From the compiled table to the statements of one caller. @module */
import type { ResourceArn } from '../contract/context.js'
import type { PolicyStatement } from '../contract/decision.js'
import { failure } from '../errors.js'
import { toStagePrefix } from '../policy/resource-arn.js'
import { createCoveredFilter } from './covered-filter.js'
import type { CoveredFilter } from './covered-filter.js'
import type { RuleShare } from './method-plan.js'
import type { Witness } from './witness.js'

/** The shares of the methods that have the same routes. */
export interface MethodPlan {
  readonly methods: readonly string[]
  readonly shares: readonly RuleShare[]
}

/** API Gateway's limit for one resource of a policy. */
const longestResource = 512

/** Kinds of callers whose statements are kept. A kind is what every rule says. */
const mostKinds = 256

/** Makes the statements for the rules that allow. Always at least one statement. */
export type StatementSelector = (
  allowed: readonly boolean[],
  arn: ResourceArn,
) => readonly PolicyStatement[]

/**
 * Prepares the choice of statements: for one kind of caller and one stage it is made once.
 *
 * @returns A function that throws failure `routes.conflict` should a Deny take an Allow away (the compiler has
 *   refused such tables), and `routes.long_arn` for a resource over 512 characters.
 */
export function createStatementSelector(plans: readonly MethodPlan[]): StatementSelector {
  const prepared = plans.map((plan) => ({ plan, drop: createCoveredFilter(witnessesOf(plan)) }))
  const kept = new Map<string, readonly PolicyStatement[]>()
  return (allowed, arn) => {
    const prefix = toStagePrefix(arn)
    const key = `${allowed.map((yes) => (yes ? '1' : '0')).join('')} ${prefix}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const statements = selectStatements(prepared, allowed, prefix)
    const [oldest] = kept.keys()
    if (kept.size >= mostKinds && oldest !== undefined) kept.delete(oldest)
    kept.set(key, statements)
    return statements
  }
}

function selectStatements(
  prepared: readonly { readonly plan: MethodPlan; readonly drop: CoveredFilter }[],
  allowed: readonly boolean[],
  prefix: string,
): readonly PolicyStatement[] {
  const allow: string[] = []
  const deny: string[] = []
  for (const { plan, drop } of prepared) {
    const { allows, denies } = selectWitnesses(plan, allowed)
    const [open, closed] = [mergeBelow(drop(allows)), mergeBelow(drop(denies))]
    for (const method of plan.methods) {
      for (const glob of open) allow.push(`${prefix}/${method}/${glob}`)
      for (const glob of closed) deny.push(`${prefix}/${method}/${glob}`)
    }
  }
  if (allow.length === 0) return Object.freeze([toStatement('Deny', [`${prefix}/*`])])
  // What API Gateway makes of an empty segment is not documented, and no resource above counts on it.
  if (allow.some((resource) => resource.includes('*'))) deny.push(`${prefix}/*//*`)
  const statements = [toStatement('Allow', allow)]
  if (deny.length > 0) statements.push(toStatement('Deny', deny))
  return Object.freeze(statements)
}

function witnessesOf({ shares }: MethodPlan): readonly Witness[] {
  return shares.flatMap(({ allow, leaks }) => [...allow, ...leaks.map((leak) => leak.witness)])
}

function selectWitnesses(
  { shares }: MethodPlan,
  allowed: readonly boolean[],
): { readonly allows: ReadonlySet<Witness>; readonly denies: ReadonlySet<Witness> } {
  const allows = new Set<Witness>()
  const denies = new Set<Witness>()
  for (const { rule, allow, leaks } of shares) {
    if (allowed[rule] !== true) continue
    for (const witness of allow) allows.add(witness)
    for (const leak of leaks) {
      if (allowed[leak.rule] === true) continue
      const takesAway = leak.hits.some((hit) => allowed[hit] === true)
      if (takesAway && leak.required) throw failure('routes.conflict')
      if (!takesAway) denies.add(leak.witness)
    }
  }
  return { allows, denies }
}

/** `orders/` and `orders/?*` are together exactly `orders/*`. */
function mergeBelow(globs: readonly string[]): readonly string[] {
  const present = new Set(globs)
  for (const glob of globs) {
    const parent = glob.endsWith('?*') ? glob.slice(0, -2) : undefined
    if (parent === undefined || !present.has(parent)) continue
    present.delete(parent)
    present.delete(glob)
    present.add(`${parent}*`)
  }
  return [...present]
}

function toStatement(effect: 'Allow' | 'Deny', resources: readonly string[]): PolicyStatement {
  if (resources.some(({ length }) => length > longestResource)) throw failure('routes.long_arn')
  const Resource = Object.freeze(resources.toSorted())
  return Object.freeze({ Effect: effect, Action: 'execute-api:Invoke', Resource })
}
