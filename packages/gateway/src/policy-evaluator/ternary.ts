/**
 * Yes, no, and cannot say: what an unknown condition operator leaves behind. An Allow needs a yes, a Deny
 * only needs that it is not a no, so not knowing always denies.
 *
 * @module
 */

/** `undefined` is "cannot say". */
export type Ternary = boolean | undefined

/** No when one is no; else yes when all are yes. */
export function allOfTernary(values: Iterable<Ternary>): Ternary {
  let result: Ternary = true
  for (const value of values) {
    if (value === false) return false
    if (value === undefined) result = undefined
  }
  return result
}

/** Yes when one is yes; else no when all are no. */
export function anyOfTernary(values: Iterable<Ternary>): Ternary {
  return notTernary(allOfTernary(Array.from(values, notTernary)))
}

/** Turns yes into no and no into yes. */
export function notTernary(value: Ternary): Ternary {
  return value === undefined ? undefined : !value
}
