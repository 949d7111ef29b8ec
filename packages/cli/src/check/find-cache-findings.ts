/** What follows from how answers are kept. @module */
import type { AuthchainConfig } from '@authchain/core'
import type { CachePlan } from '@authchain/core/manifest'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'

/** A simple response cannot say when the credential ends; longer than this is worth a thought. */
const shortSeconds = 60

/** Looks at a cache plan that core has accepted. */
export function findCacheFindings(config: AuthchainConfig, plan: CachePlan): readonly Finding[] {
  const { api, scope, ttlSeconds, simpleResponses } = plan
  const findings: Finding[] = []
  if (scope === 'stage' && api !== 'websocket') {
    findings.push(
      toFinding('note', 'AC5001', 'whoever is allowed may call every route of the stage'),
    )
  }
  if (simpleResponses && ttlSeconds > shortSeconds) {
    findings.push(
      toFinding(
        'warning',
        'AC5002',
        `an Allow is kept for ${ttlSeconds} s, and may outlive the credential by as much`,
      ),
    )
  }
  if (config.expiryCondition === false && ttlSeconds > shortSeconds) {
    findings.push(
      toFinding(
        'warning',
        'AC5002',
        `expiryCondition is false and an Allow is kept for ${ttlSeconds} s`,
      ),
    )
  }
  if (api !== 'rest' && config.onUnauthenticated === 'throw') {
    findings.push(
      toFinding('warning', 'AC5003', "onUnauthenticated: 'throw' on an API that is not REST"),
    )
  }
  if (plan.identitySources.includes('$context.httpMethod')) {
    findings.push(toFinding('warning', 'AC5021', plan.identitySources.join(', ')))
  }
  return findings
}
