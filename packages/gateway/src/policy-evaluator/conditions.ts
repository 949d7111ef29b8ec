/** One condition of a statement against one request. @module */
import type { ConditionKeys } from './condition-keys.js'
import { findOperator } from './condition-operators.js'
import type { ConditionOperator } from './condition-operators.js'
import { allOfTernary, anyOfTernary, notTernary } from './ternary.js'
import type { Ternary } from './ternary.js'

/** One operator over one key. Of the values one has to match; of several conditions all have to hold. */
export interface Condition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

/** Is told, as a constant sentence with a name in it, what could not be decided. */
export type Warn = (message: string) => void

const setPrefix = /^(ForAnyValue|ForAllValues):/
const ifExists = 'IfExists'

/**
 * Evaluates one condition.
 *
 * @returns undefined when it cannot be decided: an operator or a key that API Gateway does not have, or a
 * value that is not of the operator's type.
 */
export function evaluateCondition(condition: Condition, keys: ConditionKeys, warn: Warn): Ternary {
  const key = condition.key.toLowerCase()
  if (!keys.has(key)) return undecided(warn, `Unknown condition key ${toLabel(condition.key)}`)
  const actual = keys.get(key)
  const result =
    condition.operator === 'Null'
      ? evaluateNull(actual === undefined, condition.values)
      : evaluateOperator(condition, actual)
  if (result === undefined) {
    return undecided(warn, `Condition ${toLabel(condition.operator)} cannot be evaluated`)
  }
  return result
}

function evaluateOperator(condition: Condition, actual: string | undefined): Ternary {
  const { set, mayBeAbsent, operator } = readOperator(condition.operator)
  if (operator === undefined || condition.values.length === 0) return undefined
  if (actual === undefined) {
    if (mayBeAbsent || set === 'ForAllValues') return true
    return operator.negated && set === undefined
  }
  const [first = '', ...others] = condition.values
  if (others.length === 0) {
    const matches = operator.compare(actual, first)
    return operator.negated ? notTernary(matches) : matches
  }
  const matches = condition.values.map((expected) => operator.compare(actual, expected))
  return operator.negated ? allOfTernary(matches.map(notTernary)) : anyOfTernary(matches)
}

interface ReadOperator {
  readonly set: string | undefined
  readonly mayBeAbsent: boolean
  readonly operator: ConditionOperator | undefined
}

const read = new Map<string, ReadOperator>()
const mostRead = 100

/** Policies repeat a few operators; what others write must not fill the memory. */
function readOperator(name: string): ReadOperator {
  const known = read.get(name)
  if (known !== undefined) return known
  const withoutSet = name.replace(setPrefix, '')
  const mayBeAbsent = withoutSet.endsWith(ifExists)
  const plain = mayBeAbsent ? withoutSet.slice(0, -ifExists.length) : withoutSet
  const result = { set: setPrefix.exec(name)?.[1], mayBeAbsent, operator: findOperator(plain) }
  if (read.size < mostRead) read.set(name, result)
  return result
}

function evaluateNull(isAbsent: boolean, values: readonly string[]): Ternary {
  if (values.length === 0) return undefined
  return anyOfTernary(
    values.map((value) => {
      if (value !== 'true' && value !== 'false') return undefined
      return (value === 'true') === isAbsent
    }),
  )
}

function undecided(warn: Warn, message: string): undefined {
  warn(`${message}: its Allow does not apply, its Deny does`)
  return undefined
}

/** Names in a policy are written by its author, but nothing says that they are short or printable. */
function toLabel(name: string): string {
  return /^[\w:/.-]{1,64}$/.test(name) ? name : '(unprintable)'
}
