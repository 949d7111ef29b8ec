/** The API's usage plan: the keys it demands besides the authorizer's answer. @module */
import { findHeaderValues } from './events/gateway-request.js'
import type { RoutedRequest } from './events/routed-request.js'

/** A usage plan under which every protected method demands a key. */
export interface UsagePlan {
  /** `HEADER`: the client's `x-api-key`; `AUTHORIZER`: the output's `usageIdentifierKey`. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
  /** Values of the plan's keys. */
  readonly keys: readonly string[]
}

/** Tells whether the request carries a key of the plan. */
export function hasPlanKey(
  plan: UsagePlan,
  request: RoutedRequest,
  usageIdentifierKey: string | undefined,
): boolean {
  const key =
    plan.apiKeySource === 'AUTHORIZER'
      ? usageIdentifierKey
      : findHeaderValues(request.headers, 'x-api-key').at(-1)
  return key !== undefined && key !== '' && plan.keys.includes(key)
}
