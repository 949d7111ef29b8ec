/** What follows from the route table. @module */
import type { AuthchainConfig } from '@authchain/core'
import type { RoutePlan } from '@authchain/core/manifest'
import type { CliFaultCode } from '../faults.js'
import { formatBytes } from '../report/format-bytes.js'
import { toFinding } from './finding.js'
import type { Finding, FindingLevel } from './finding.js'

/** Beyond this, parsing the policy costs more than the chain. Not a limit of API Gateway's. */
const largePolicyBytes = 32 * 1024

/** Looks at a table that core has compiled. */
export function findRouteFindings(
  { routes = {}, routesFrom }: AuthchainConfig,
  plan: RoutePlan,
): readonly Finding[] {
  const { step, openIfAdded, worstCaseBytes, obstacle } = plan.routes
  const findings: Finding[] = []
  if (routesFrom === 'table' && step !== 'complete') {
    findings.push(
      toFinding('warning', 'AC5004', "routesFrom: 'table' promises that nothing else is deployed"),
    )
  }
  findings.push(...toList('warning', 'AC5005', openIfAdded))
  if (step === 'per-route' && obstacle !== undefined) {
    findings.push(toFinding('note', 'AC5006', toReason(obstacle)))
  }
  if (worstCaseBytes > largePolicyBytes) {
    findings.push(toFinding('warning', 'AC5007', `up to ${formatBytes(worstCaseBytes)}`))
  }
  return [...findings, ...findUnattached(routes)]
}

type Obstacle = NonNullable<RoutePlan['routes']['obstacle']>

function toReason({ kind, method, patterns, examplePath }: Obstacle): string {
  const [first, second, third] = patterns
  if (kind === 'size') return `${first} needs resources that are too long or too many`
  return (
    `${first} may be allowed and ${second} denied; the Deny would take ${third} away ` +
    `(${method} ${examplePath})`
  )
}

/** Routes that should not stand behind an authorizer at all. */
function findUnattached(routes: NonNullable<AuthchainConfig['routes']>): readonly Finding[] {
  const entries = Object.entries(routes)
  const startingWith = (method: string): readonly string[] =>
    entries.map(([pattern]) => pattern).filter((pattern) => pattern.startsWith(`${method} `))
  const open = entries.filter(([, rule]) => typeof rule !== 'function' && rule.name === 'allow')
  return [
    ...toList('warning', 'AC5008', startingWith('OPTIONS')),
    ...toList('note', 'AC5008', startingWith('ANY')),
    ...toList(
      'note',
      'AC5009',
      open.map(([pattern]) => pattern),
    ),
  ]
}

/** Beyond this a list says less than its length. */
const mostNamed = 5

function toList(
  level: FindingLevel,
  code: CliFaultCode,
  patterns: readonly string[],
): readonly Finding[] {
  if (patterns.length === 0) return []
  const named = patterns.slice(0, mostNamed).join(', ')
  const more = patterns.length - mostNamed
  return [toFinding(level, code, more > 0 ? `${named} and ${more} more` : named)]
}
