/** How a config's route table is answered. @module */
import type { AuthorizerShape } from '../config/authorizer-settings.js'
import type { AuthchainConfig } from '../config/config.js'
import { ConfigInvalidError } from '../errors.js'
import { compileRoutes } from '../routes/compile-policy.js'
import type { CompiledRoutes, RouteTableInput } from '../routes/compile-policy.js'
import type { DeployedRoutes } from '../routes/deployment.js'
import type { AnswerSpan } from '../routes/route-scope.js'

/** What a bundle has to know to compile the table as it was compiled here. Plain JSON. */
export interface RouteFacts {
  readonly api: 'rest' | 'http'
  readonly deployed: DeployedRoutes
  readonly policies: boolean
  readonly perRoute: boolean
  /** Do events name the route? Those of TOKEN authorizers have a path alone. */
  readonly templates: boolean
  readonly answer: AnswerSpan
}

/** A compiled table and how it is answered. */
export interface RoutePlan {
  readonly facts: RouteFacts
  readonly routes: CompiledRoutes
}

/** What decides how a table is answered, besides the table. */
export interface RoutePlanInput {
  readonly shape: AuthorizerShape
  /** The routes that the file of `routesFrom` lists. */
  readonly deployedRoutes: readonly string[] | undefined
  /** A plugin reads the route, so that one answer is for one request. */
  readonly ownRequest: boolean
}

type RoutedConfig = Pick<AuthchainConfig, 'routes' | 'defaultRule' | 'routesFrom'>

/**
 * Compiles the table of a config; undefined when it has none.
 *
 * @throws ConfigInvalidError AC1014 to AC1016 for the table, AC1017 when `routesFrom` names a file that
 *   nobody has read.
 */
export function planRoutes(config: RoutedConfig, input: RoutePlanInput): RoutePlan | undefined {
  const { api, type, ttlSeconds, simpleResponses } = input.shape
  if (config.routes === undefined || api === 'websocket') return undefined
  const facts = {
    api,
    deployed: toDeployed(config.routesFrom, input.deployedRoutes),
    // An answer for one request needs no policy of the table.
    policies: !simpleResponses && !input.ownRequest,
    // A TOKEN authorizer's key is its header; what is not cached needs no key.
    templates: type !== 'TOKEN',
    perRoute: input.ownRequest || type !== 'TOKEN' || (ttlSeconds ?? 0) === 0,
  } as const
  const routes = compileTable(config, facts)
  return { routes, facts: { ...facts, answer: toAnswer(routes, facts, input.ownRequest) } }
}

/** Compiles the table of a config by known facts. */
export function compileTable(
  { routes = {}, defaultRule }: RoutedConfig,
  facts: Omit<RouteFacts, 'answer' | 'templates'>,
): CompiledRoutes {
  const { api, deployed, policies, perRoute } = facts
  // Rules are asked once a principal is known, which their own type says and the table's does not.
  const rules = { routes, defaultRule } as unknown as Pick<
    RouteTableInput,
    'routes' | 'defaultRule'
  >
  return compileRoutes({ ...rules, api, deployed, policies, perRoute })
}

/** How a compiled table is answered. */
export function toAnswer(
  { step, key }: CompiledRoutes,
  { templates, api, deployed }: Pick<RouteFacts, 'templates' | 'api' | 'deployed'>,
  ownRequest: boolean,
): AnswerSpan {
  if (ownRequest) return 'request'
  if (step !== 'per-route') return step
  if (!templates || key !== 'route') return 'path'
  return api === 'http' && !mixesMethods(deployed) ? 'route-key' : 'route'
}

/**
 * Can one route key of an HTTP API stand for several rules? `ANY /x` can, where the table has `GET /x`. If
 * exactly the table is deployed, `GET /x` is a key of its own.
 */
function mixesMethods(deployed: DeployedRoutes): boolean {
  return typeof deployed === 'string' ? false : deployed.some((route) => route.startsWith('ANY '))
}

function toDeployed(
  routesFrom: string | undefined,
  deployedRoutes: readonly string[] | undefined,
): DeployedRoutes {
  if (routesFrom === undefined) return 'unknown'
  if (routesFrom === 'table') return 'listed'
  if (deployedRoutes !== undefined) return deployedRoutes
  throw new ConfigInvalidError(
    'AC1017',
    `plugins.config: routesFrom: ${JSON.stringify(routesFrom)} has not been read. authchain build, check and ` +
      "dev read it; elsewhere give its routes as deployedRoutes, or write routesFrom: 'table'",
  )
}
