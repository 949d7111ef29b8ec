/** What a decision means for the request that was asked about. @module */
import type { AskedRoute, Decision } from '../contract/decision.js'

/** Why API Gateway will deny the request. */
export interface ReportedDenial {
  readonly kind: 'unauthenticated' | 'forbidden' | 'failure'
  readonly code: string
  readonly plugin?: string | undefined
  readonly cause?: unknown
}

/** What the route table says of the request; undefined without one. */
export function findAsked(decision: Decision): AskedRoute | undefined {
  return decision.effect === 'Allow' && decision.policy.kind === 'routes'
    ? decision.policy.asked
    : undefined
}

/**
 * The denial that the caller will see; undefined for none. The policy of a route table opens other routes and
 * may deny the one that is asked for: for the caller, and so for whoever reads the log, that is a Deny.
 */
export function findReportedDenial(
  decision: Decision,
  asked: AskedRoute | undefined,
): ReportedDenial | undefined {
  if (decision.effect === 'Deny') return decision
  return asked?.allowed === false ? { kind: 'forbidden', code: 'routes.denied' } : undefined
}
