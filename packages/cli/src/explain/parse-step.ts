/** What follows the first request of an explanation. @module */
import { ToolError } from '../tool-error.js'

/** Another request of the same caller, or a wait. */
export type Step =
  | { readonly kind: 'request'; readonly method: string; readonly target: string }
  | { readonly kind: 'wait'; readonly seconds: number }

const longestSeconds = 31_536_000

/**
 * Reads `DELETE /orders/7`, `/orders/7` or `+301s`.
 *
 * @throws {@link ToolError} AC3002 for anything else.
 */
export function parseStep(text: string): Step {
  const wait = /^\+(?<seconds>\d{1,8})s?$/.exec(text.trim())?.groups?.['seconds']
  if (wait !== undefined && Number(wait) <= longestSeconds) {
    return { kind: 'wait', seconds: Number(wait) }
  }
  const { method = 'GET', target } =
    /^(?:(?<method>[A-Za-z]{1,20}) )?(?<target>\/\S*)$/.exec(text.trim())?.groups ?? {}
  if (target === undefined) {
    throw new ToolError('AC3002', "--then: expected a request like 'DELETE /orders/7', or +301s")
  }
  return { kind: 'request', method: method.toUpperCase(), target }
}
