/** One decision, with everything a tool can know about it. @module */
import type { AuthchainConfig, PolicyDocument, RuntimeOptions } from '@authchain/core'
import { toCachePlan, toDenialResponses } from '@authchain/core/manifest'
import type { CachePlan } from '@authchain/core/manifest'
import { createGateway } from '@authchain/gateway'
import type { RequestTrace } from '@authchain/gateway'
import { ToolError } from '../tool-error.js'
import { eventShapes, toEventShape } from './event-shape.js'
import { judgeAnswer } from './judge-answer.js'
import type { InvokeRequest } from './parse-request.js'
import { toTarget } from './to-target.js'
import { createWitness } from './witness.js'
import type { PluginStep, Seen } from './witness.js'

/** A decision as the client and the backend would see it. */
export interface InvokeResult {
  /** Which API's authorizer was asked, in words. */
  readonly api: string
  readonly effect: 'Allow' | 'Deny'
  /** What the client gets; 200 stands for whatever the backend answers. */
  readonly status: number
  readonly kind: 'allowed' | 'unauthenticated' | 'forbidden' | 'failure'
  /** What the chain said; undefined when it allowed or was not asked. */
  readonly code: string | undefined
  /** Of a denial that is API Gateway's own: no route, no identity source, a policy that does not allow this request. */
  readonly reason: string | undefined
  readonly plugin: string | undefined
  readonly principalId: string | undefined
  /** For the backend, as API Gateway gets it. */
  readonly context: Readonly<Record<string, unknown>> | undefined
  /** Of an answer with a policy. */
  readonly policy: PolicyDocument | undefined
  /** Of a simple response. */
  readonly isAuthorized: boolean | undefined
  readonly durationMilliseconds: number
  readonly steps: readonly PluginStep[]
  /** Of a failure, what was thrown. It may hold anything. */
  readonly cause: unknown
}

/** What decides. */
export interface DecideOptions {
  readonly config: AuthchainConfig
  readonly runtime: RuntimeOptions
  /** What the file of the configuration's `routesFrom` deploys; undefined when there is none. */
  readonly deployedRoutes: readonly string[] | undefined
}

/** Longest time, in milliseconds, that one invocation may take: API Gateway waits no longer. */
const longestMilliseconds = 29_000

/**
 * Decides a request as the API of the configuration would: it is routed, its identity sources are read, the
 * handler is asked in this process, and the policy that it returns is evaluated for this request.
 *
 * @throws `ConfigInvalidError` when core refuses the configuration; {@link ToolError} AC3002 for a method or path
 * under a WebSocket API.
 */
export async function decideRequest(
  request: InvokeRequest,
  { config, runtime, deployedRoutes }: DecideOptions,
): Promise<InvokeResult> {
  const witness = createWitness(config, runtime, deployedRoutes)
  const plan = toCachePlan(config, { deployedRoutes })
  refuseRoute(request, plan)
  const gateway = createGateway({
    handler: witness.ask,
    authorizer: plan,
    responses: toDenialResponses(config),
    tableRoutes: deployedRoutes ?? (config.routes && Object.keys(config.routes)),
  })
  await witness.warmUp()
  const { method, headers } = request
  const { trace } = await gateway.inject({ method, url: toTarget(request), headers })
  const { effect, status, reason } = trace
  return {
    ...toCommon(plan, witness.seen()),
    effect: effect === 'Allow' ? 'Allow' : 'Deny',
    status: effect === 'Allow' ? 200 : status,
    kind: toKind(trace, witness.seen()),
    reason: effect === 'Allow' ? undefined : reason,
  }
}

/**
 * Hands one raw event to the handler, in this process, and evaluates the policy for the event's own ARN. Nothing
 * stands before the handler: who has the event has been routed and read.
 *
 * @throws `ConfigInvalidError` when core refuses the configuration.
 */
export async function decideEvent(
  event: Readonly<Record<string, unknown>>,
  { config, runtime, deployedRoutes }: DecideOptions,
): Promise<InvokeResult> {
  const witness = createWitness(config, runtime, deployedRoutes)
  await witness.warmUp()
  const endsAt = performance.now() + longestMilliseconds
  const answer = await witness
    .ask(event, {
      awsRequestId: 'authchain-invoke',
      getRemainingTimeInMillis: () => endsAt - performance.now(),
    })
    .catch((error: unknown) => (error instanceof Error ? error.message : 'Authorizer failure'))
  const seen = witness.seen()
  const { effect, status, reason } = judgeAnswer(answer, event)
  const denied = seen.decision?.effect === 'Deny' ? seen.decision.kind : undefined
  return {
    ...toCommon(toCachePlan(config, { deployedRoutes }), seen),
    effect,
    status,
    kind: effect === 'Allow' ? 'allowed' : (denied ?? (status === 403 ? 'forbidden' : 'failure')),
    reason,
  }
}

function refuseRoute({ method, path }: InvokeRequest, plan: CachePlan): void {
  if (plan.api !== 'websocket' || (method === 'GET' && path === '/')) return
  throw new ToolError(
    'AC3002',
    "A WebSocket handshake has neither method nor path: write '/' and the query alone",
  )
}

type Common = Omit<InvokeResult, 'effect' | 'status' | 'kind' | 'reason'>

function toCommon(plan: CachePlan, { steps, decision, answer, milliseconds }: Seen): Common {
  const denial = decision?.effect === 'Deny' ? decision : undefined
  const { title } = eventShapes[toEventShape(plan)]
  return {
    api: plan.simpleResponses ? `${title}, simple response` : title,
    code: denial?.code,
    plugin: denial?.plugin,
    principalId: decision?.principalId,
    context: answer?.context,
    policy: answer && 'policyDocument' in answer ? answer.policyDocument : undefined,
    isAuthorized: answer && 'isAuthorized' in answer ? answer.isAuthorized : undefined,
    durationMilliseconds: milliseconds,
    steps,
    cause: denial?.cause,
  }
}

function toKind({ effect, status }: RequestTrace, { decision }: Seen): InvokeResult['kind'] {
  if (effect === 'Allow') return 'allowed'
  if (effect === 'Failure') return 'failure'
  if (decision?.effect === 'Deny') return decision.kind
  return status === 401 ? 'unauthenticated' : 'forbidden'
}
