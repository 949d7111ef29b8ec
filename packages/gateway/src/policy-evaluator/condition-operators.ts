/**
 * The condition operators of IAM, each comparing one value of the request with one value of the policy.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 *
 * @module
 */
import { BlockList, isIP } from 'node:net'
import { matchesGlob } from './glob.js'
import type { Ternary } from './ternary.js'

/** `undefined` when the policy's value (or the request's) is not of the operator's type. */
type Compare = (actual: string, expected: string) => Ternary

/** How one operator compares, and whether it is the negation of another. */
export interface ConditionOperator {
  readonly compare: Compare
  /** A negated operator holds when no value matches, and when the key is absent. */
  readonly negated: boolean
}

/**
 * Finds an operator by its name without `IfExists` and without a set prefix. `Null` is not among them: it
 * asks for the key, not for its value.
 *
 * @returns undefined for a name that IAM does not have (names are case-sensitive).
 */
export function findOperator(name: string): ConditionOperator | undefined {
  const positive = operators.get(name)
  if (positive !== undefined) return { compare: positive, negated: false }
  const negative = negations.get(name)
  const compare = negative === undefined ? undefined : operators.get(negative)
  return compare === undefined ? undefined : { compare, negated: true }
}

const operators: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['StringEquals', (actual, expected) => actual === expected],
  ['StringEqualsIgnoreCase', (actual, expected) => actual.toLowerCase() === expected.toLowerCase()],
  ['StringLike', (actual, expected) => matchesGlob(expected, actual)],
  ['ArnEquals', (actual, expected) => matchesGlob(expected, actual)],
  ['ArnLike', (actual, expected) => matchesGlob(expected, actual)],
  ['BinaryEquals', (actual, expected) => actual === expected],
  ['Bool', compareBooleans],
  ['IpAddress', isInRange],
  ...ordered('Numeric', toNumber),
  ...ordered('Date', toInstant),
])

const negations: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NotIpAddress', 'IpAddress'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
])

function ordered(
  family: string,
  parse: (text: string) => number | undefined,
): readonly (readonly [string, Compare])[] {
  const by =
    (holds: (difference: number) => boolean): Compare =>
    (actual, expected) => {
      const left = parse(actual)
      const right = parse(expected)
      return left === undefined || right === undefined ? undefined : holds(left - right)
    }
  return [
    [`${family}Equals`, by((difference) => difference === 0)],
    [`${family}LessThan`, by((difference) => difference < 0)],
    [`${family}LessThanEquals`, by((difference) => difference <= 0)],
    [`${family}GreaterThan`, by((difference) => difference > 0)],
    [`${family}GreaterThanEquals`, by((difference) => difference >= 0)],
  ]
}

function compareBooleans(actual: string, expected: string): Ternary {
  const wanted = expected.toLowerCase()
  if (wanted !== 'true' && wanted !== 'false') return undefined
  return actual.toLowerCase() === wanted
}

function isInRange(actual: string, expected: string): Ternary {
  const [address = '', prefix, ...rest] = expected.split('/')
  const family = isIP(address)
  const bits = family === 4 ? 32 : 128
  const length = prefix === undefined ? bits : toNumber(prefix)
  const isRange =
    family !== 0 && rest.length === 0 && Number.isInteger(length) && length! >= 0 && length! <= bits
  if (!isRange || isIP(actual) === 0) return undefined
  if (isIP(actual) !== family) return false
  const range = new BlockList()
  const type = family === 4 ? 'ipv4' : 'ipv6'
  range.addSubnet(address, length!, type)
  return range.check(actual, type)
}

const decimal = /^-?\d{1,15}(\.\d{1,15})?$/

function toNumber(text: string): number | undefined {
  return decimal.test(text) ? Number(text) : undefined
}

const isoInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/

const instants = new Map<string, number | undefined>()
const mostInstants = 100

/** ISO 8601 as the W3C profile has it, or seconds since the epoch. In milliseconds. */
function toInstant(text: string): number | undefined {
  // A cached policy asks for the same instant again and again, and many requests share one millisecond.
  if (instants.has(text)) return instants.get(text)
  const instant = parseInstant(text)
  if (instants.size === mostInstants) instants.clear()
  instants.set(text, instant)
  return instant
}

function parseInstant(text: string): number | undefined {
  if (/^\d{1,12}$/.test(text) && text.length > 4) return Number(text) * 1000
  if (!isoInstant.test(text)) return undefined
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}
