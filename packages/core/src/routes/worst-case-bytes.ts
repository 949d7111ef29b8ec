/** How large a policy can get. @module */
import type { MethodPlan } from './select-statements.js'
import { toGlob } from './witness.js'

/** `arn:…/{stage}/` with a stage of 32 characters in the longest region, quoted, with a comma. */
const prefixBytes = 104

/** Two statements and the document around them. */
const frameBytes = 250

/** An upper bound: as if a caller were allowed everything and needed every Deny. 0 without a plan. */
export function toWorstCaseBytes(plans: readonly MethodPlan[]): number {
  if (plans.length === 0) return 0
  let bytes = frameBytes + prefixBytes
  for (const { methods, shares } of plans) {
    const allows = new Set(shares.flatMap(({ allow }) => allow.map(toGlob)))
    const denies = new Set(
      shares.flatMap(({ leaks }) => leaks.map(({ witness }) => toGlob(witness))),
    )
    for (const method of methods) {
      for (const glob of [...allows, ...denies])
        bytes += prefixBytes + method.length + 1 + glob.length
    }
  }
  return bytes
}
