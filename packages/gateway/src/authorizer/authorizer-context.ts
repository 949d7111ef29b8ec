/** What a backend is told of the authorizer's answer: `requestContext.authorizer`. @module */
import type { Assumptions, RelyOn } from '../assumptions.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { AuthorizerContext } from '../integration/integration.js'
import type { Authorizer } from './authorizer.js'
import type { AuthorizerOutput } from './parse-output.js'

/** An answer, and how long it took in milliseconds. */
export interface AnsweredRequest {
  readonly output: AuthorizerOutput
  readonly integrationLatency: number
}

/** What is unsure about it. */
export interface Unsure {
  readonly assumptions: Assumptions
  readonly relyOn: RelyOn
}

/**
 * Flat with `principalId` and `integrationLatency`; with payload 2.0 below `lambda`, types kept, and null
 * when the answer has no context.
 */
export function toAuthorizerContext(
  { payload }: Pick<Authorizer, 'payload'>,
  { api }: RoutedRequest,
  { output, integrationLatency }: AnsweredRequest,
  { assumptions, relyOn }: Unsure,
): AuthorizerContext {
  const { context, principalId, verdict } = output
  if (api.kind !== 'http' || payload === '1.0') {
    return { ...Object.fromEntries(context), principalId, integrationLatency }
  }
  if (verdict.kind === 'policy') {
    relyOn('principalInLambda')
    if (assumptions.principalInLambda === 'present') {
      return { lambda: { ...Object.fromEntries(context), principalId } }
    }
  }
  return { lambda: context.size === 0 ? null : Object.fromEntries(context) }
}
