/** Evaluates a policy for one request as IAM does: an explicit Deny wins, and nothing matched denies. @module */
import type { ConditionKeys } from './condition-keys.js'
import { evaluateCondition } from './conditions.js'
import type { Warn } from './conditions.js'
import { matchesGlob } from './glob.js'
import type { Patterns, Policy, Statement } from './policy.js'
import { allOfTernary } from './ternary.js'
import type { Ternary } from './ternary.js'

/** What IAM is asked. */
export interface PolicyRequest {
  /** The method ARN, as it was sent: the concrete path, percent-encoding kept. */
  readonly resource: string
  readonly keys: ConditionKeys
}

/** IAM's three answers. */
export type PolicyDecision = 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'

/** The answer and where it stands. */
export interface PolicyResult {
  readonly decision: PolicyDecision
  /** Index of the first statement that decided; undefined when none matched. */
  readonly statement: number | undefined
}

/**
 * Evaluates a checked policy. Conditions are evaluated anew each time, so that a cached policy ends when
 * its own dates say so.
 *
 * @param warn - Is told of statements that cannot be decided; those never allow and always deny.
 * @example
 * ```ts
 * evaluatePolicy(policy, { resource: methodArn, keys: toConditionKeys(facts) }, () => {}).decision
 * ```
 */
export function evaluatePolicy(policy: Policy, request: PolicyRequest, warn: Warn): PolicyResult {
  const answers = policy.statements.map((statement) => applies(statement, request, warn))
  const denies = (statement: Statement, index: number): boolean =>
    statement.effect === 'Deny' && answers[index] !== false
  const allows = (statement: Statement, index: number): boolean =>
    statement.effect === 'Allow' && answers[index] === true

  const denied = policy.statements.findIndex(denies)
  if (denied !== -1) return { decision: 'ExplicitDeny', statement: denied }
  const allowed = policy.statements.findIndex(allows)
  if (allowed !== -1) return { decision: 'Allow', statement: allowed }
  return { decision: 'ImplicitDeny', statement: undefined }
}

const action = 'execute-api:invoke'

function applies(statement: Statement, request: PolicyRequest, warn: Warn): Ternary {
  if (!matchesAction(statement) || !matchesResource(statement, request.resource)) return false
  return allOfTernary([
    statement.meansAnyone,
    ...statement.conditions.map((each) => evaluateCondition(each, request.keys, warn)),
  ])
}

/** Tells whether a statement is about `execute-api:Invoke`. */
export function matchesAction({ actions }: Statement): boolean {
  return matches(actions, (pattern) => matchesGlob(pattern.toLowerCase(), action))
}

/** Tells whether a statement is about a method ARN. */
export function matchesResource({ resources }: Statement, resource: string): boolean {
  return matches(resources, (pattern) => matchesGlob(pattern, resource))
}

function matches({ patterns, negated }: Patterns, test: (pattern: string) => boolean): boolean {
  return patterns.some(test) !== negated
}
