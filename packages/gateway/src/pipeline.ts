/** One request from its raw form to its answer, in API Gateway's order. @module */
import type { Clock } from '@authchain/core'
import type { Assumptions } from './assumptions.js'
import type { Authorizer } from './authorizer/authorizer.js'
import { toMethodArn } from './events/api.js'
import type { Api } from './events/api.js'
import { splitTarget } from './events/gateway-request.js'
import type { GatewayRequest, HeaderPair, Target } from './events/gateway-request.js'
import { createRequestIds } from './events/request-ids.js'
import type { RequestIds } from './events/request-ids.js'
import { toRoutedRequest } from './events/routed-request.js'
import type { RoutedRequest } from './events/routed-request.js'
import { renderGatewayResponse } from './gateway-responses/gateway-response.js'
import type { Answer, GatewayResponses } from './gateway-responses/gateway-response.js'
import { toPlainAnswer } from './gateway-responses/plain-response.js'
import { authorizerFailed, noRoute } from './gateway-responses/response-type.js'
import { callIntegration } from './integration/call-integration.js'
import type { AuthorizerContext, Integration } from './integration/integration.js'
import { judge } from './judge.js'
import type { Rules } from './judge.js'
import { findUnacceptable } from './request-limits.js'
import type { RouteMatch, Router } from './routes/router.js'
import { TraceRecorder } from './trace-recorder.js'
import type { RequestTrace, TraceEnd } from './trace.js'
import { denied, failed } from './verdict.js'
import type { Refusal } from './verdict.js'

/** What a pipeline is made of. */
export interface PipelineParts extends Omit<Rules, 'authorizer' | 'nowMilliseconds'> {
  readonly api: Api
  readonly router: Router<'protected' | 'public'>
  readonly authorizer: Authorizer
  readonly gatewayResponses: GatewayResponses
  readonly integration: Integration
  readonly assumptions: Assumptions
  readonly clock: Clock
}

/** An answer and how it came about. */
export interface Served {
  readonly answer: Answer
  /** undefined unless it was wanted. */
  readonly trace: RequestTrace | undefined
  /** The connection that a handshake opens; undefined for everything else. */
  readonly connection?: Connection
}

/** What a WebSocket API remembers of an accepted handshake. */
export interface Connection {
  readonly request: RoutedRequest
  /** As later messages carry it; undefined on an API without authorizer. */
  readonly authorizer: AuthorizerContext | undefined
}

/** Serves a request. It never rejects: a fault of the gateway's own is a 500. */
export type Pipeline = (request: GatewayRequest, wantsTrace: boolean) => Promise<Served>

/** Puts a pipeline together. */
export function createPipeline(parts: PipelineParts): Pipeline {
  const { api, authorizer, clock } = parts
  const identityNames = (): readonly string[] => authorizer.sources.map(({ name }) => name)
  const nowMilliseconds = (): number => clock.nowMilliseconds()
  const rules = { ...parts, nowMilliseconds }
  const plan: Plan = {
    parts,
    protectedRules: rules,
    publicRules: { ...rules, authorizer: undefined },
  }
  return async (request, wantsTrace) => {
    const target = splitTarget(request.target)
    const now = nowMilliseconds()
    const ids = createRequestIds(now)
    const trace = new TraceRecorder({
      api: api.kind,
      requestId: api.kind === 'rest' ? ids.requestId : ids.extendedRequestId,
      method: request.method,
      path: target.path,
      identityNames,
      isKept: wantsTrace,
    })
    const serving: Serving = { request, target, ids, nowMilliseconds: now, trace }
    const { answer, end, connection } = await serve(serving, plan)
    const headers = [...idHeaders(api, ids), ...answer.headers]
    return {
      answer: { status: answer.status, headers, body: answer.body },
      trace: trace.end({ status: answer.status, ...end }),
      ...(connection === undefined ? {} : { connection }),
    }
  }
}

function idHeaders({ kind }: Api, ids: RequestIds): readonly HeaderPair[] {
  if (kind === 'http') return [['Apigw-Requestid', ids.extendedRequestId]]
  return [
    ['x-amzn-RequestId', ids.requestId],
    ['x-amz-apigw-id', ids.extendedRequestId],
  ]
}

interface Plan {
  readonly parts: PipelineParts
  readonly protectedRules: Rules
  readonly publicRules: Rules
}

interface Serving {
  readonly request: GatewayRequest
  readonly target: Target
  readonly ids: RequestIds
  readonly nowMilliseconds: number
  readonly trace: TraceRecorder
}

interface Outcome {
  readonly answer: Answer
  readonly end: Pick<TraceEnd, 'effect' | 'reason'>
  readonly connection?: Connection
}

async function serve(serving: Serving, plan: Plan): Promise<Outcome> {
  const { parts } = plan
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
    const isLost = parts.api.kind === 'websocket' && !request.isHandshake
    const match = isLost ? undefined : parts.router(request.method, toRoutingPath(serving, parts))
    if (match === undefined) {
      const why = isLost ? 'not a WebSocket handshake' : 'no route for this method and path'
      return render(denied(noRoute, why), serving, parts, undefined)
    }
    return await serveRoute(match, serving, plan)
  } catch (error) {
    serving.trace.threw(error)
    return render(failed(authorizerFailed, 'gateway failed'), serving, parts, undefined)
  }
}

async function serveRoute(
  match: RouteMatch<'protected' | 'public'>,
  serving: Serving,
  { parts, protectedRules, publicRules }: Plan,
): Promise<Outcome> {
  const { trace } = serving
  const { api, authorizer } = parts
  const routed = toRoutedRequest({ api, payload: authorizer.payload, match, ...serving })
  trace.routed(routed)
  const verdict = await judge(
    routed,
    match.value === 'public' ? publicRules : protectedRules,
    trace,
  )
  if (verdict.kind === 'answer') return render(verdict, serving, parts, routed)
  trace.line(`Starting execution for request: ${trace.requestId}`)
  const end = { effect: 'Allow', reason: verdict.reason } as const
  if (api.kind === 'websocket') {
    const connection = { request: routed, authorizer: verdict.authorizer }
    return { answer: { status: 101, headers: [], body: '' }, end, connection }
  }
  const result = await callIntegration(parts.integration, routed, verdict.authorizer)
  if (result.kind === 'failed') {
    trace.threw(result.cause)
    return render(failed(result.response, 'integration failed'), serving, parts, routed)
  }
  return { answer: result.answer, end }
}

function render(
  verdict: Refusal,
  { ids, trace }: Serving,
  { api, gatewayResponses }: PipelineParts,
  request: RoutedRequest | undefined,
): Outcome {
  const { response, context, effect, reason } = verdict
  const { requestId, extendedRequestId } = ids
  const end = { effect, reason }
  if (api.kind !== 'rest') {
    const answer = toPlainAnswer(response, api.kind)
    trace.variable('error.responseType', response.type)
    trace.variable('status', String(answer.status))
    trace.line(`Gateway response type: ${response.type} with status code: ${answer.status}`)
    return { answer, end }
  }
  const answer = renderGatewayResponse(response, gatewayResponses, {
    requestId,
    extendedRequestId,
    request,
    authorizer: context,
  })
  trace.line(`Gateway response type: ${response.type} with status code: ${answer.status}`)
  return { answer, end }
}

function toRoutingPath({ target, trace }: Serving, { api, assumptions }: PipelineParts): string {
  if (api.kind !== 'rest' || !target.path.startsWith('//')) return target.path
  trace.relyOn('leadingSlashes')
  if (assumptions.leadingSlashes === 'keep') return target.path
  let start = 0
  while (target.path[start + 1] === '/') start += 1
  return target.path.slice(start)
}
