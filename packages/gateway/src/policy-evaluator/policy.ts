/** A policy document, checked once and kept in the form in which it is evaluated. @module */
import type { AssumptionName, Assumptions, RelyOn } from '../assumptions.js'
import type { Condition } from './conditions.js'

/** One statement. Patterns are as written. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: Patterns
  readonly resources: Patterns
  readonly conditions: readonly Condition[]
  /** Whether a caller without IAM credentials is meant; undefined when that cannot be said. */
  readonly meansAnyone: boolean | undefined
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Patterns {
  readonly patterns: readonly string[]
  readonly negated: boolean
}

/** A checked policy. */
export interface Policy {
  readonly statements: readonly Statement[]
}

/** What is wrong with a document, as a constant. */
export class PolicyFault extends Error {
  override readonly name = 'PolicyFault'
}

/** Where the document comes from. Only a resource policy has principals; only an authorizer's has a limit on `Resource`. */
type PolicyOrigin = 'authorizer' | 'resource'

/** What a document with an undocumented shape means. */
export interface ParseOptions {
  readonly origin: PolicyOrigin
  readonly assumptions: Assumptions
  readonly relyOn: RelyOn
}

const versions = new Set(['2012-10-17', '2008-10-17'])
const documentKeys = new Set(['Version', 'Id', 'Statement'])
const statementKeys = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])
const longestResource = 512

/**
 * Checks a policy document as strictly as API Gateway does: an unknown key, a null or a wrong type is fatal.
 *
 * @param document - Parsed JSON.
 * @throws {@link PolicyFault} when it is not a policy.
 * @example
 * ```ts
 * const policy = parsePolicy(output.policyDocument, { origin: 'authorizer', assumptions, relyOn })
 * ```
 */
export function parsePolicy(document: unknown, options: ParseOptions): Policy {
  if (!isRecord(document)) throw new PolicyFault('Policy is not an object')
  refuseUnknown(document, documentKeys)
  if (document['Version'] === undefined) {
    assume(options, 'missingVersion', 'accept', 'Policy has no Version')
  } else if (!isText(document['Version']) || !versions.has(document['Version'])) {
    throw new PolicyFault('Policy has an unknown Version')
  }
  if (document['Id'] !== undefined && !isText(document['Id'])) {
    throw new PolicyFault('Policy has an invalid Id')
  }
  const statement = document['Statement']
  if (statement === undefined) throw new PolicyFault('Policy has no Statement')
  const statements = Array.isArray(statement) ? statement : [statement]
  if (statements.length === 0) {
    assume(options, 'emptyStatement', 'deny', 'Policy has an empty Statement')
  }
  return { statements: statements.map((each) => parseStatement(each, options.origin)) }
}

function parseStatement(statement: unknown, origin: PolicyOrigin): Statement {
  if (!isRecord(statement)) throw new PolicyFault('Statement is not an object')
  const { Principal: principal, NotPrincipal: notPrincipal, ...rest } = statement
  refuseUnknown(origin === 'resource' ? rest : statement, statementKeys)
  if (origin === 'resource' && (principal === undefined) === (notPrincipal === undefined)) {
    throw new PolicyFault('Statement needs either Principal or NotPrincipal')
  }
  const effect = statement['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyFault('Statement has no Effect')
  if (statement['Sid'] !== undefined && !isText(statement['Sid'])) {
    throw new PolicyFault('Statement has an invalid Sid')
  }
  const resources = toPatterns(statement, 'Resource')
  if (origin === 'authorizer' && resources.patterns.some((each) => each.length > longestResource)) {
    throw new PolicyFault('Resource is longer than 512 characters')
  }
  return {
    effect,
    actions: toPatterns(statement, 'Action'),
    resources,
    conditions: Object.hasOwn(statement, 'Condition') ? toConditions(statement['Condition']) : [],
    meansAnyone: origin === 'authorizer' ? true : meansAnyone(principal, notPrincipal),
  }
}

function toPatterns(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
): Patterns {
  const negated = Object.hasOwn(statement, `Not${name}`)
  if (negated === Object.hasOwn(statement, name)) {
    throw new PolicyFault(`Statement needs either ${name} or Not${name}`)
  }
  const value = statement[negated ? `Not${name}` : name]
  const patterns: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!patterns.every(isText)) throw new PolicyFault(`Statement has an invalid ${name}`)
  return { patterns, negated }
}

function toConditions(value: unknown): readonly Condition[] {
  if (!isRecord(value)) throw new PolicyFault('Condition is not an object')
  return Object.entries(value).flatMap(([operator, byKey]) => {
    if (!isRecord(byKey)) throw new PolicyFault('Condition operator is not an object')
    return Object.entries(byKey).map(([key, values]) => ({
      operator,
      key,
      values: toConditionValues(values),
    }))
  })
}

function toConditionValues(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map((each) => {
    if (isText(each) || typeof each === 'number' || typeof each === 'boolean') return String(each)
    throw new PolicyFault('Condition has an invalid value')
  })
}

function meansAnyone(principal: unknown, notPrincipal: unknown): boolean | undefined {
  if (notPrincipal !== undefined) return undefined
  const named = isRecord(principal) ? principal['AWS'] : principal
  return named === '*' || (Array.isArray(named) && named.includes('*'))
}

function refuseUnknown(record: object, known: ReadonlySet<string>): void {
  if (!Object.keys(record).every((key) => known.has(key))) {
    throw new PolicyFault('Policy has an unrecognized field')
  }
}

function assume(
  { assumptions, relyOn }: ParseOptions,
  name: AssumptionName,
  lenient: string,
  fault: string,
): void {
  relyOn(name)
  if (assumptions[name] !== lenient) throw new PolicyFault(fault)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
