/** What API Gateway must know so that a cached answer is the right one. @module */
import { toAuthorizerShape } from '../config/authorizer-settings.js'
import type { AuthorizerShape } from '../config/authorizer-settings.js'
import type { AuthchainConfig } from '../config/config.js'
import { dependsOnRoute, mergeSequence } from '../contract/requirements.js'
import type { MergedRequirements } from '../contract/requirements.js'
import { ConfigInvalidError } from '../errors.js'
import { checkAvailability, readerOf } from './available-inputs.js'
import { toIdentitySource, toRouteSources } from './identity-source.js'
import { planRoutes } from './route-plan.js'
import type { RoutePlan } from './route-plan.js'

/** How the authorizer is deployed. Derived from the config; IaC and the local gateway read it. */
export interface CachePlan extends AuthorizerShape {
  /** In the API's own grammar: `method.request.header.Authorization`. All are demanded, and together they are the cache key. */
  readonly identitySources: readonly string[]
  /** 0 to 3600. The config's, or the default where that is sound, else 0. */
  readonly ttlSeconds: number
  /**
   * What an Allow opens: the `stage`; the one `request`; by the route table `routes-complete` (right for every
   * path whatever), `routes` (right for every route that is deployed) or `per-route` (one route).
   */
  readonly scope: 'stage' | 'request' | 'routes' | 'routes-complete' | 'per-route'
}

/** The part of a config that the plan follows from. */
export type PlannableConfig = Pick<
  AuthchainConfig,
  'authorizer' | 'plugins' | 'routes' | 'defaultRule' | 'routesFrom'
>

/** What stands outside a config. */
export interface PlanOptions {
  /** `METHOD /path` of every route that the file of `routesFrom` deploys. */
  readonly deployedRoutes?: readonly string[] | undefined
}

/** The plan and the table that it was made with. */
export interface AuthorizerPlan {
  readonly cachePlan: CachePlan
  /** Undefined when the config has no `routes`. */
  readonly routePlan: RoutePlan | undefined
}

/** API Gateway's own default for REST APIs. */
const usualTtlSeconds = 300

/** A simple response cannot say when the credential ends, so it is kept for no longer than this. */
const simpleTtlSeconds = 60

/**
 * Works out identity sources and TTL, and refuses what would be answered wrongly from the cache.
 *
 * API Gateway caches the answer under the values of all identity sources, for every method and path. So an
 * answer may be cached only when the identity sources are exactly the inputs it depends on, and every one
 * of them is an input whose absence ends in 401 anyway (all sources are demanded). Where no policy can say a
 * route table, the route joins the sources. WebSocket APIs have no cache.
 *
 * @throws {@link ConfigInvalidError} AC1009 for a TTL that is unsound, AC1010 for an input that the event does
 *   not have, each with the plugin, the input and the ways out; AC1014 to AC1017 for the route table.
 * @example
 * ```ts
 * toCachePlan({ plugins: [jwt(options)] }).identitySources // ['method.request.header.Authorization']
 * ```
 */
export function toCachePlan(config: PlannableConfig, options: PlanOptions = {}): CachePlan {
  return planAuthorizer(config, options).cachePlan
}

/** {@link toCachePlan}, with the compiled table. */
export function planAuthorizer(
  config: PlannableConfig,
  { deployedRoutes }: PlanOptions = {},
): AuthorizerPlan {
  const shape = toAuthorizerShape(config.authorizer)
  checkAvailability(config.plugins, shape)
  const facts = mergeSequence(config.plugins)
  const ownRequest = dependsOnRoute(facts)
  const routePlan = planRoutes(config, { shape, deployedRoutes, ownRequest })
  const problem = findProblem(config, facts, shape) ?? findKeyProblem(routePlan, shape)
  if (problem !== undefined && (shape.ttlSeconds ?? 0) > 0) throw unsound(problem)
  const soundTtlSeconds = shape.simpleResponses ? simpleTtlSeconds : usualTtlSeconds
  const ttlSeconds = shape.ttlSeconds ?? (problem === undefined ? soundTtlSeconds : 0)
  const keySources = ttlSeconds === 0 ? [] : toRouteSources(routePlan?.facts)
  const cachePlan = Object.freeze({
    ...shape,
    identitySources: [...toSources(facts.credentials, shape), ...keySources],
    ttlSeconds,
    scope: toScopeName(routePlan, ownRequest),
  })
  return { cachePlan, routePlan }
}

function toScopeName(plan: RoutePlan | undefined, ownRequest: boolean): CachePlan['scope'] {
  if (ownRequest) return 'request'
  if (plan === undefined) return 'stage'
  const names = { complete: 'routes-complete', listed: 'routes', 'per-route': 'per-route' } as const
  return names[plan.routes.step]
}

function toSources(
  credentials: MergedRequirements['credentials'],
  { api, type, header }: AuthorizerShape,
): readonly string[] {
  if (type === 'TOKEN') return [`method.request.header.${header}`]
  const sources = credentials.map((input) => toIdentitySource(input, api))
  return [...new Set(sources.filter((source) => source !== undefined))]
}

/** A TOKEN authorizer has one source, so its answers cannot be kept per route. */
function findKeyProblem(
  plan: RoutePlan | undefined,
  { type }: AuthorizerShape,
): string | undefined {
  if (type !== 'TOKEN' || plan?.routes.step !== 'per-route') return undefined
  return 'no one policy can say the route table, and a TOKEN authorizer has one answer per token'
}

function findProblem(
  { plugins }: PlannableConfig,
  { credentials, inputs, volatile }: MergedRequirements,
  { api }: AuthorizerShape,
): string | undefined {
  if (api === 'websocket') return 'WebSocket APIs have no authorizer cache'
  if (volatile) return 'a plugin answers equal requests differently (it is volatile)'
  const [input] = inputs
  if (input !== undefined) {
    return (
      `the answer depends on ${input}, which ${readerOf(plugins, input)} reads and which callers ` +
      'may leave out or change under one cache key'
    )
  }
  if (credentials.length === 0)
    return 'no credential is demanded, so there is nothing to cache under'
  const unavailable = credentials.find((item) => toIdentitySource(item, api) === undefined)
  return unavailable && `${unavailable} cannot be an identity source`
}

function unsound(problem: string): ConfigInvalidError {
  return new ConfigInvalidError(
    'AC1009',
    `plugins.config: authorizer.ttlSeconds: must be 0, because ${problem}. ` +
      'Set ttlSeconds: 0, or let every plugin read one credential that all callers send ' +
      "(apiKey({ from: 'bearer' }) reads keys from the header that tokens use)",
  )
}
