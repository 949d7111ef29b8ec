/** Why a policy allows or denies one request, statement by statement. @module */
import { defaultAssumptions } from '../assumptions.js'
import { toConditionKeys } from './condition-keys.js'
import type { ConditionFacts, ConditionKeys } from './condition-keys.js'
import { evaluateCondition } from './conditions.js'
import type { Condition } from './conditions.js'
import { evaluatePolicy, matchesAction, matchesResource } from './evaluate-policy.js'
import type { PolicyDecision } from './evaluate-policy.js'
import { parsePolicy } from './policy.js'
import type { Policy, Statement } from './policy.js'

/** How one condition stands to the request. */
export interface ExplainedCondition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
  /** The request's; undefined when it has none. */
  readonly actual: string | undefined
  /** undefined when it cannot be decided. */
  readonly holds: boolean | undefined
}

/** How one statement stands to the request. */
export interface ExplainedStatement {
  readonly effect: 'Allow' | 'Deny'
  readonly matchesAction: boolean
  readonly matchesResource: boolean
  readonly conditions: readonly ExplainedCondition[]
  /** An Allow whose condition cannot be decided does not apply; a Deny does. */
  readonly applies: boolean
}

/** A policy's answer to one request. */
export interface ExplainedPolicy {
  readonly decision: PolicyDecision
  /** Index of the statement that decided; undefined when none matched. */
  readonly statement: number | undefined
  readonly statements: readonly ExplainedStatement[]
}

/** What conditions are evaluated with. */
export type PolicyFacts = Pick<ConditionFacts, 'nowMilliseconds' | 'sourceIp'> &
  Partial<ConditionFacts>

/**
 * Evaluates an authorizer's policy for a request and says how each statement stands to it.
 *
 * @param document - Parsed JSON.
 * @param methodArn - The request's, percent-encoding kept.
 * @returns undefined when the document is not a policy.
 * @example
 * ```ts
 * explainPolicy(trace.policyDocument, methodArn, { nowMilliseconds: Date.now(), sourceIp: '127.0.0.1' })
 * ```
 */
export function explainPolicy(
  document: unknown,
  methodArn: string,
  facts: PolicyFacts,
): ExplainedPolicy | undefined {
  const policy = findPolicy(document)
  if (policy === undefined) return undefined
  const keys = toConditionKeys({ userAgent: undefined, referer: undefined, ...facts })
  const { decision, statement } = evaluatePolicy(policy, { resource: methodArn, keys }, ignore)
  return {
    decision,
    statement,
    statements: policy.statements.map((each) => explainStatement(each, methodArn, keys)),
  }
}

/**
 * Evaluates an authorizer's policy for many requests that differ in their ARN alone: what it would open.
 *
 * @returns One decision for each ARN; all `ImplicitDeny` when the document is not a policy.
 * @example
 * ```ts
 * decidePolicy(trace.policyDocument, [`${stageArn}/DELETE/orders/7`], facts)
 * ```
 */
export function decidePolicy(
  document: unknown,
  methodArns: readonly string[],
  facts: PolicyFacts,
): readonly PolicyDecision[] {
  const policy = findPolicy(document) ?? { statements: [] }
  const keys = toConditionKeys({ userAgent: undefined, referer: undefined, ...facts })
  return methodArns.map((resource) => evaluatePolicy(policy, { resource, keys }, ignore).decision)
}

function explainStatement(
  statement: Statement,
  methodArn: string,
  keys: ConditionKeys,
): ExplainedStatement {
  const { effect } = statement
  const isAboutAction = matchesAction(statement)
  const isAboutResource = matchesResource(statement, methodArn)
  const conditions = statement.conditions.map((each) => explainCondition(each, keys))
  const isMet = conditions.every(({ holds }) => (effect === 'Allow' ? holds : holds !== false))
  return {
    effect,
    matchesAction: isAboutAction,
    matchesResource: isAboutResource,
    conditions,
    applies: isAboutAction && isAboutResource && isMet,
  }
}

function explainCondition(condition: Condition, keys: ConditionKeys): ExplainedCondition {
  return {
    ...condition,
    actual: keys.get(condition.key.toLowerCase()),
    holds: evaluateCondition(condition, keys, ignore),
  }
}

function findPolicy(document: unknown): Policy | undefined {
  try {
    const options = { assumptions: defaultAssumptions, relyOn: ignore }
    return parsePolicy(document, { origin: 'authorizer', ...options })
  } catch {
    return undefined
  }
}

function ignore(): void {
  // Deliberately nothing: the gateway has warned already.
}
