/** Does the OpenAPI file of `routesFrom` put the authorizer where the route table needs it? @module */
import type { AuthchainConfig } from '@authchain/core'
import type { OpenApiRoutes } from '@authchain/gateway'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'
import { createRowFinder } from './row-finder.js'

/**
 * Looks for operations without a security scheme that the table gives to some callers only.
 *
 * @param openApi - What the file says.
 * @returns Errors; a warning where no operation has a scheme, because such a file may just be a list of routes.
 */
export function findOpenApiFindings(
  { routes = {}, routesFrom = '', authorizer }: AuthchainConfig,
  openApi: Pick<OpenApiRoutes, 'publicRoutes' | 'operations'>,
): readonly Finding[] {
  const { findGuarded } = createRowFinder(routes, authorizer?.api === 'http' ? 'http' : 'rest')
  const isSilent = openApi.operations.every(({ protection }) => protection === 'public')
  const bypassed = openApi.publicRoutes
    .map((pattern) => [pattern, findGuarded(pattern)] as const)
    .filter(([, rows]) => rows.length > 0)
  if (isSilent && bypassed.length > 0) {
    return [toFinding('warning', 'AC5022', `${routesFrom} names no security scheme at all`)]
  }
  return bypassed.map(([pattern, rows]) =>
    toFinding(
      'error',
      'AC5022',
      `${pattern} has no security scheme in ${routesFrom}, in the table as ${rows.join(', ')}`,
    ),
  )
}
