/** One IAM policy for a whole route table, where there is one. @module */
import type { ResourceArn } from '../contract/context.js'
import type { AskedRoute, PolicyStatement } from '../contract/decision.js'
import type { IdentityBase } from '../contract/identity.js'
import { failure } from '../errors.js'
import { readDeployment } from './deployment.js'
import type { DeployedRoutes } from './deployment.js'
import { isDeployed, isPathDeployed } from './is-deployed.js'
import { planTable, toOpenIfAdded } from './plan-table.js'
import type { TableObstacle, TablePlan } from './plan-table.js'
import { noPolicy } from './no-policy.js'
import { createRouteTable, findRoute, isRoutable } from './route-table.js'
import type { TableRule } from './rule-set.js'
import { createStatementSelector } from './select-statements.js'
import { areTemplatesEnough, createTemplateFinder } from './templates.js'
import { toWorstCaseBytes } from './worst-case-bytes.js'

/** What {@link compileRoutes} takes. */
export interface RouteTableInput {
  readonly api: 'rest' | 'http'
  readonly routes: Readonly<Record<string, TableRule>>
  /** Decides what no pattern takes. Default: nobody may. */
  readonly defaultRule?: TableRule | undefined
  readonly deployed: DeployedRoutes
  /** True where a policy can carry the table (everything but simple responses). */
  readonly policies: boolean
  /** True where the route may join the cache key (REQUEST, HTTP API) or nothing is cached (TTL 0). */
  readonly perRoute: boolean
}

/** A table that is ready for callers. */
export interface CompiledRoutes {
  /**
   * | step        | what an Allow is                                                                      |
   * | ----------- | ------------------------------------------------------------------------------------- |
   * | `complete`  | one policy per caller, exact for every path                                           |
   * | `listed`    | one policy per caller, exact for every request that API Gateway routes to what is deployed |
   * | `per-route` | an answer for one route or path, which joins the cache key                            |
   */
  readonly step: 'complete' | 'listed' | 'per-route'
  /**
   * Step `per-route` only: what the answer depends on beside the caller. `route`: method and template. `path`:
   * method and path, because a deployed template spans several rules or is not known.
   */
  readonly key: 'route' | 'path' | undefined
  /** Why the earlier steps were not possible; undefined when none was tried. */
  readonly obstacle: TableObstacle | undefined
  /** Step `listed` only: templates that some caller could call if they were deployed one day. */
  readonly openIfAdded: readonly string[]
  /** An upper bound for the statements of any caller, with a stage of up to 32 characters; 0 for `per-route`. */
  readonly worstCaseBytes: number
  /**
   * The statements for a caller; at least one. They are the same object for callers of the same kind.
   *
   * @throws failure `routes.rule_failed` when a rule throws or answers anything but true or false;
   *   `routes.per_route` for a table that no policy says.
   */
  select(identity: IdentityBase, arn: ResourceArn): readonly PolicyStatement[]
  /**
   * The table's own answer for one request. `//` and verbs that no pattern can name are denied.
   *
   * @param path - As API Gateway sees it: not decoded, with its slashes.
   * @throws failure `routes.rule_failed`.
   */
  decide(identity: IdentityBase, method: string, path: string): AskedRoute
  /**
   * The answer for a whole template (`/orders/{id}`; an HTTP API's route key will do), undefined when it is not
   * in the table or more than one rule decides its requests.
   *
   * @param method - The request's verb, not `ANY`.
   * @throws failure `routes.rule_failed`.
   */
  decideTemplate(identity: IdentityBase, method: string, template: string): AskedRoute | undefined
  /**
   * Is the template of an event one of those that the policy was made for? Always true where what is deployed is
   * not known.
   */
  isDeployed(method: string, template: string): boolean
  /** The same of a path, for events without a template. */
  isPathDeployed(method: string, path: string): boolean
  /** Every pattern as written, in the order of the table. */
  readonly patterns: readonly string[]
  /**
   * May the caller call what goes to this pattern? False for what is not in the table.
   *
   * @throws failure `routes.rule_failed`.
   */
  allows(identity: IdentityBase, pattern: string): boolean
}

/**
 * Compiles a table: to policies that are exact for every path, else for every deployed route, else to answers
 * for one route or path at a time.
 *
 * @throws {@link ConfigInvalidError} AC1014 for an invalid pattern, AC1015 for two that stand for the same
 *   requests, AC1001 for what is no rule, AC1016 when none of the three ways is open.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @example
 * ```ts
 * const compiled = compileRoutes({ api: 'rest', routes, deployed: 'listed', policies: true, perRoute: false })
 * compiled.select(identity, context.resourceArn)
 * ```
 */
export function compileRoutes(input: RouteTableInput): CompiledRoutes {
  const table = createRouteTable(input)
  const { rules, routes } = table
  const deployment = readDeployment(table, input.deployed)
  const findTemplate = createTemplateFinder(table, deployment)
  const { step, plan, obstacle } = chooseStep()
  if (plan?.plans === undefined && !input.perRoute) throw noPolicy(input.deployed, obstacle)
  const selectFor = plan?.plans && createStatementSelector(plan.plans)
  const isPathKey = step === 'per-route' && !areTemplatesEnough(table, deployment, findTemplate)
  const ruleOf = new Map(routes.map(({ pattern, rule }) => [pattern.text, rule]))

  return Object.freeze<CompiledRoutes>({
    step,
    key: step !== 'per-route' ? undefined : isPathKey ? 'path' : 'route',
    obstacle,
    // Asked by tools, and not worth a cold start.
    get openIfAdded() {
      return step === 'listed' && plan?.plans ? toOpenIfAdded(plan.plans) : []
    },
    get worstCaseBytes() {
      return toWorstCaseBytes(plan?.plans ?? [])
    },

    select(identity, arn) {
      if (selectFor === undefined) throw failure('routes.per_route')
      const allowed = Array.from({ length: rules.size }, (_, rule) => rules.allows(rule, identity))
      return selectFor(allowed, arn)
    },

    decide(identity, method, path) {
      if (!isRoutable(method, path)) return { pattern: undefined, allowed: false }
      return answer(identity, findRoute(table.tries, method, path))
    },

    decideTemplate(identity, method, template) {
      const found = findTemplate(method, template)
      return found && answer(identity, found.route)
    },

    isDeployed: (method, template) => isDeployed(deployment, input.api, method, template),
    isPathDeployed: (method, path) => isPathDeployed(deployment, method, path),

    patterns: Object.freeze([...ruleOf.keys()]),

    allows(identity, pattern) {
      const rule = ruleOf.get(pattern)
      return rule !== undefined && rules.allows(rule, identity)
    },
  })

  function chooseStep(): {
    readonly step: CompiledRoutes['step']
    readonly plan: TablePlan | undefined
    readonly obstacle: TableObstacle | undefined
  } {
    if (!input.policies) return { step: 'per-route', plan: undefined, obstacle: undefined }
    const complete = planTable(table, undefined, [])
    if (complete.plans) return { step: 'complete', plan: complete, obstacle: undefined }
    if (deployment.tries === undefined) {
      return { step: 'per-route', plan: undefined, obstacle: complete.obstacle }
    }
    const listed = planTable(table, deployment.tries, deployment.patterns)
    if (listed.plans) return { step: 'listed', plan: listed, obstacle: complete.obstacle }
    return { step: 'per-route', plan: undefined, obstacle: listed.obstacle }
  }

  function answer(identity: IdentityBase, route: number | undefined): AskedRoute {
    const line = route === undefined ? undefined : routes[route]
    const allowed = rules.allows(line?.rule ?? table.defaultRule, identity)
    return { pattern: line?.pattern.text, allowed }
  }
}
