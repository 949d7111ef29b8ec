/** From a compiled table to what an Allow opens. @module */
import type { AuthContext } from '../contract/context.js'
import type { AskedRoute, PolicyScope, PolicyStatement, ToScope } from '../contract/decision.js'
import type { IdentityBase } from '../contract/identity.js'
import { toCanonicalSegments } from '../contract/path-spelling.js'
import { failure, forbidden } from '../errors.js'
import { toStagePrefix } from '../policy/resource-arn.js'
import type { CompiledRoutes } from './compile-policy.js'
import { methods } from './route-pattern.js'

/**
 * How the table of a config is answered.
 *
 * | answer     | one answer covers                                  | because                                     |
 * | ---------- | -------------------------------------------------- | ------------------------------------------- |
 * | `complete` | every path whatever                                | one policy says the whole table             |
 * | `listed`   | every route that is deployed                       | one policy does, where nothing else is      |
 * | `route`    | one method of one deployed route                   | no policy does; the route is in the key     |
 * | `route-key` | all methods of an HTTP API's route key            | the same, and the key says one rule         |
 * | `path`     | one method of one path                             | the same, and one route spans several rules |
 * | `request`  | the one request                                    | a plugin reads the request                  |
 */
export type AnswerSpan = 'complete' | 'listed' | 'route' | 'route-key' | 'path' | 'request'

const request: PolicyScope = Object.freeze({ kind: 'request' })

/**
 * Says what an Allow opens by a route table.
 *
 * @returns A function that throws forbidden `routes.denied` where the answer is for one route alone and the
 *   caller may not call it, forbidden `request.path_spelling` where the path decides and may be read as
 *   another one, and failure `routes.unlisted` for a route that the config says does not exist.
 */
export function toRouteScope(routes: CompiledRoutes, answer: AnswerSpan): ToScope {
  if (answer === 'complete' || answer === 'listed') {
    return (identity, context) => {
      if (answer === 'listed') checkListed(routes, context)
      const statements = routes.select(identity, context.resourceArn)
      return { kind: 'routes', statements, asked: ask(routes, identity, context) }
    }
  }
  if (answer === 'route-key') return (identity, context) => toKeyScope(routes, identity, context)
  return (identity, context) => {
    const asked =
      answer === 'route' ? askRoute(routes, identity, context) : askPath(routes, identity, context)
    const { method = '' } = context
    if (!asked.allowed || !methods.includes(method)) throw forbidden('routes.denied')
    if (answer === 'request') return request
    return { kind: 'routes', statements: toStatements(context, [method]), asked }
  }
}

/**
 * The answer for a route key, which is kept for all of its methods. A verb that no policy names is denied by the
 * policy, not by the answer: it would be kept for the others.
 */
function toKeyScope(
  routes: CompiledRoutes,
  identity: IdentityBase,
  context: AuthContext,
): PolicyScope {
  const { method = '', route = '' } = context
  const isNamed = methods.includes(method)
  const answers = (isNamed ? [method] : methods)
    .map((each) => routes.decideTemplate(identity, each, toTemplate(route)))
    .filter((asked) => asked !== undefined)
  if (answers.length === 0) throw failure('routes.unlisted')
  // Of another verb's key, `ANY /x`, the rule is the one that no line of a method takes.
  const found = isNamed
    ? answers[0]
    : answers.find(({ pattern = 'ANY ' }) => pattern.startsWith('ANY '))
  if (found === undefined) throw forbidden('routes.denied')
  if (!found.allowed) throw forbidden('routes.denied')
  const asked = { pattern: found.pattern, allowed: isNamed }
  return { kind: 'routes', statements: toStatements(context, methods), asked }
}

function ask(routes: CompiledRoutes, identity: IdentityBase, context: AuthContext): AskedRoute {
  const { method, path } = context
  if (method === undefined || path === undefined) throw failure('routes.no_path')
  return routes.decide(identity, method, path)
}

/** Here no router of API Gateway's stands between the path and the backend, which may read it as another one. */
function askPath(routes: CompiledRoutes, identity: IdentityBase, context: AuthContext): AskedRoute {
  if (context.path !== undefined) toCanonicalSegments(context.path)
  return ask(routes, identity, context)
}

/** An answer that is kept per route must be the route's own, whatever path led to it. */
function askRoute(
  routes: CompiledRoutes,
  identity: IdentityBase,
  { method, route }: AuthContext,
): AskedRoute {
  if (method === undefined || route === undefined) throw failure('routes.no_route')
  const asked = routes.decideTemplate(identity, method, toTemplate(route))
  if (asked === undefined) throw failure('routes.unlisted')
  return asked
}

/**
 * The policy is right only if nothing else is deployed. A route that is must not be served by accident, and
 * the answer must not be kept: what is wrong is the deployment, not the caller.
 */
function checkListed(routes: CompiledRoutes, { method = '', path = '', route }: AuthContext): void {
  const known =
    route === undefined
      ? routes.isPathDeployed(method, path)
      : routes.isDeployed(method, toTemplate(route))
  if (!known) throw failure('routes.unlisted')
}

/** A route key of an HTTP API begins with the method. */
function toTemplate(route: string): string {
  return route.slice(route.indexOf(' ') + 1)
}

/** The key holds the route; `//` is refused as every policy of a table refuses it. */
function toStatements(
  { resourceArn }: AuthContext,
  opened: readonly string[],
): readonly PolicyStatement[] {
  const prefix = toStagePrefix(resourceArn)
  const allowed = opened.map((method) => `${prefix}/${method}/*`)
  return [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: allowed },
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${prefix}/*//*`] },
  ]
}
