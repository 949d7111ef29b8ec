/** One request from its raw form to its answer, in API Gateway's order. @module */
import type { Clock } from '@authchain/core'
import type { Assumptions } from './assumptions.js'
import type { Authorizer } from './authorizer/authorizer.js'
import { toMethodArn } from './events/api.js'
import type { Api } from './events/api.js'
import { splitTarget } from './events/gateway-request.js'
import type { GatewayRequest, HeaderPair, Target } from './events/gateway-request.js'
import { createRequestIds } from './events/request-context.js'
import type { RequestIds } from './events/request-context.js'
import { toRoutedRequest } from './events/routed-request.js'
import type { RoutedRequest } from './events/routed-request.js'
import { renderGatewayResponse } from './gateway-responses/gateway-response.js'
import type { Answer, GatewayResponses } from './gateway-responses/gateway-response.js'
import { authorizerFailed, noRoute } from './gateway-responses/response-type.js'
import { callIntegration } from './integration/call-integration.js'
import type { Integration } from './integration/integration.js'
import { judge } from './judge.js'
import type { Policy } from './policy-evaluator/policy.js'
import { findUnacceptable } from './request-limits.js'
import type { RouteMatch, Router } from './routes/router.js'
import { createTraceRecorder } from './trace.js'
import type { RequestTrace, TraceEnd, TraceRecorder } from './trace.js'
import type { UsagePlan } from './usage-plan.js'
import { denied, failed } from './verdict.js'
import type { Refusal } from './verdict.js'

/** What a pipeline is made of. */
export interface PipelineParts {
  readonly api: Api
  readonly router: Router<'protected' | 'public'>
  /** Asked once per request, so that one request never sees two authorizers. */
  readonly authorizer: () => Authorizer
  readonly resourcePolicy: Policy | undefined
  readonly usagePlan: UsagePlan | undefined
  readonly gatewayResponses: () => GatewayResponses
  readonly integration: Integration
  readonly assumptions: Assumptions
  readonly clock: Clock
}

/** An answer and how it came about. */
export interface Served {
  readonly answer: Answer
  readonly trace: RequestTrace
}

/** Serves a request. It never rejects: a fault of the gateway's own is a 500. */
export type Pipeline = (request: GatewayRequest) => Promise<Served>

/** Puts a pipeline together. */
export function createPipeline(parts: PipelineParts): Pipeline {
  return async (request) => {
    const authorizer = parts.authorizer()
    const target = splitTarget(request.target)
    const nowMilliseconds = parts.clock.nowMilliseconds()
    const ids = createRequestIds(nowMilliseconds)
    const trace = createTraceRecorder({
      requestId: ids.requestId,
      method: request.method,
      path: target.path,
      identityNames: authorizer.sources.map(({ name }) => name),
    })
    const serving: Serving = { request, target, ids, nowMilliseconds, authorizer, trace }
    const { answer, end } = await serve(serving, parts)
    const headers: readonly HeaderPair[] = [
      ['x-amzn-RequestId', ids.requestId],
      ['x-amz-apigw-id', ids.extendedRequestId],
      ...answer.headers,
    ]
    return { answer: { ...answer, headers }, trace: trace.end({ ...end, status: answer.status }) }
  }
}

interface Serving {
  readonly request: GatewayRequest
  readonly target: Target
  readonly ids: RequestIds
  readonly nowMilliseconds: number
  readonly authorizer: Authorizer
  readonly trace: TraceRecorder
}

interface Outcome {
  readonly answer: Answer
  readonly end: Pick<TraceEnd, 'effect' | 'reason'>
}

async function serve(serving: Serving, parts: PipelineParts): Promise<Outcome> {
  try {
    const { request, target } = serving
    const methodArn = toMethodArn(parts.api, request.method, target.path)
    const refusal = findUnacceptable(request, methodArn)
    if (refusal !== undefined) {
      return {
        answer: refusal,
        end: { effect: 'Deny', reason: `request not acceptable: ${refusal.status}` },
      }
    }
    const match = parts.router(request.method, toRoutingPath(serving, parts.assumptions))
    if (match === undefined) {
      return render(denied(noRoute, 'no route for this method and path'), serving, parts, undefined)
    }
    return await serveRoute(match, serving, parts)
  } catch (error) {
    serving.trace.threw(error)
    return render(failed(authorizerFailed, 'gateway failed'), serving, parts, undefined)
  }
}

async function serveRoute(
  match: RouteMatch<'protected' | 'public'>,
  serving: Serving,
  parts: PipelineParts,
): Promise<Outcome> {
  const { request, target, ids, nowMilliseconds, authorizer, trace } = serving
  const routed = toRoutedRequest({ api: parts.api, request, target, match, ids, nowMilliseconds })
  trace.routed({ resource: routed.resource, methodArn: routed.methodArn })
  const rules = {
    authorizer: match.value === 'public' ? undefined : authorizer,
    resourcePolicy: parts.resourcePolicy,
    usagePlan: parts.usagePlan,
    assumptions: parts.assumptions,
    nowMilliseconds: () => parts.clock.nowMilliseconds(),
  }
  const verdict = await judge(routed, rules, trace)
  if (verdict.kind === 'answer') return render(verdict, serving, parts, routed)
  trace.line(`Starting execution for request: ${trace.requestId}`)
  const result = await callIntegration(parts.integration, routed, verdict.authorizer)
  if (result.kind === 'failed') {
    trace.threw(result.cause)
    return render(failed(result.response, 'integration failed'), serving, parts, routed)
  }
  return { answer: result.answer, end: { effect: 'Allow', reason: verdict.reason } }
}

function render(
  verdict: Refusal,
  { ids, trace }: Serving,
  { gatewayResponses }: PipelineParts,
  request: RoutedRequest | undefined,
): Outcome {
  const { response, context, effect, reason } = verdict
  const { requestId, extendedRequestId } = ids
  const answer = renderGatewayResponse(response, gatewayResponses(), {
    requestId,
    extendedRequestId,
    request,
    authorizer: context,
  })
  trace.line(`Gateway response type: ${response.type} with status code: ${answer.status}`)
  return { answer, end: { effect, reason } }
}

function toRoutingPath({ target, trace }: Serving, assumptions: Assumptions): string {
  if (!target.path.startsWith('//')) return target.path
  trace.relyOn('leadingSlashes')
  if (assumptions.leadingSlashes === 'keep') return target.path
  let start = 0
  while (target.path[start + 1] === '/') start += 1
  return target.path.slice(start)
}
