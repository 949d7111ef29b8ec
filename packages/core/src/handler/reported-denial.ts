/** What a decision means for the request that was asked about. @module */
import type { AskedRoute, Decision } from '../contract/decision.js'
import { isAuthchainError } from '../errors.js'

/** Why API Gateway will deny the request. */
export interface ReportedDenial {
  readonly kind: 'unauthenticated' | 'forbidden' | 'failure'
  readonly code: string
  readonly plugin?: string | undefined
  readonly cause?: unknown
}

/** What a table denies, and nothing else. */
const routeDenied: ReportedDenial = Object.freeze({ kind: 'forbidden', code: 'routes.denied' })

/**
 * The denial that the caller will see; undefined for none. The policy of a route table opens other routes and
 * may deny the one that is asked for: for the caller, and so for whoever reads the log, that is a Deny.
 */
export function findReportedDenial(decision: Decision): ReportedDenial | undefined {
  if (decision.effect === 'Deny') return decision
  return findAsked(decision)?.allowed === false ? routeDenied : undefined
}

/** The pattern of the table that decided, as written in the config; undefined when none did. */
export function findReportedRoute(decision: Decision): string | undefined {
  if (decision.effect === 'Allow') return findAsked(decision)?.pattern
  const { code, plugin, cause } = decision
  if (code !== routeDenied.code || plugin !== undefined || !isAuthchainError(cause))
    return undefined
  const { route } = cause.details
  return typeof route === 'string' ? route : undefined
}

function findAsked({ policy }: Extract<Decision, { effect: 'Allow' }>): AskedRoute | undefined {
  return policy.kind === 'routes' ? policy.asked : undefined
}
