/** The refusal of a table that no policy says. @module */
import { ConfigInvalidError } from '../errors.js'
import type { DeployedRoutes } from './deployment.js'
import type { TableObstacle } from './plan-table.js'

/** AC1016, with the three patterns, an example and the ways out. */
export function noPolicy(
  deployed: DeployedRoutes,
  obstacle: TableObstacle | undefined,
): ConfigInvalidError {
  const why = obstacle === undefined ? 'a simple response carries no table' : explain(obstacle)
  const known = deployed === 'unknown' ? 'set routesFrom to what the API deploys, ' : ''
  return new ConfigInvalidError(
    'AC1016',
    `plugins.config: routes: no policy can say this table: ${why}. Ways out: ${known}use a REQUEST ` +
      'authorizer, or set ttlSeconds to 0',
    obstacle === undefined ? {} : { details: { patterns: obstacle.patterns.join(', ') } },
  )
}

function explain({ kind, method, patterns, examplePath }: TableObstacle): string {
  const [outer, denied, inner] = patterns.map((pattern) => JSON.stringify(pattern))
  if (kind === 'size') return `${outer} needs resources that are too long or too many`
  return (
    `a caller can be allowed ${outer}, denied ${denied} and allowed ${inner}, and the Deny also takes ` +
    `${method} ${examplePath} away`
  )
}
