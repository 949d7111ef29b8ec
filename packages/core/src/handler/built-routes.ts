/** The route table of a bundle that `authchain build` made. @module */
import type { AuthchainConfig } from '../config/config.js'
import type { ToScope } from '../contract/decision.js'
import { ConfigInvalidError } from '../errors.js'
import { compileTable, toAnswer } from '../manifest/route-plan.js'
import type { RouteFacts } from '../manifest/route-plan.js'
import { toRouteScope } from '../routes/route-scope.js'

/**
 * Compiles the table of a config as the build did. A bundle without routes does not import it.
 *
 * @throws {@link ConfigInvalidError} AC1011 when the table, evaluated here, has to be answered in another way
 *   than the one that was deployed: a value that its rules are made of is not what it was.
 */
export function builtRoutes(config: AuthchainConfig, { answer, ...facts }: RouteFacts): ToScope {
  const routes = compileTable(config, facts)
  if (toAnswer(routes, facts, answer === 'request') !== answer) {
    throw new ConfigInvalidError('AC1011', 'plugins.config: other routes than when it was built')
  }
  return toRouteScope(routes, answer)
}
