/**
 * Decides about one routed request, in API Gateway's order: explicit Deny of the resource policy,
 * authorizer, both policies together, usage plan.
 *
 * @module
 */
import type { Assumptions } from './assumptions.js'
import { authorize } from './authorizer/authorize.js'
import type { Authorizer } from './authorizer/authorizer.js'
import type { AuthorizerOutput } from './authorizer/parse-output.js'
import type { RoutedRequest } from './events/routed-request.js'
import {
  accessDenied,
  authorizerFailed,
  invalidApiKey,
  resourcePolicyDenied,
  unauthorized,
} from './gateway-responses/response-type.js'
import type { AuthorizerContext } from './integration/integration.js'
import { combineDecisions } from './policy-evaluator/combine.js'
import { toConditionKeys } from './policy-evaluator/condition-keys.js'
import { evaluatePolicy } from './policy-evaluator/evaluate-policy.js'
import type { PolicyDecision, PolicyRequest } from './policy-evaluator/evaluate-policy.js'
import type { Policy } from './policy-evaluator/policy.js'
import { findHeaderValues } from './events/gateway-request.js'
import type { TraceRecorder } from './trace.js'
import { hasPlanKey } from './usage-plan.js'
import type { UsagePlan } from './usage-plan.js'
import { denied, failed } from './verdict.js'
import type { Verdict } from './verdict.js'

/** What stands around a request. */
export interface Rules {
  /** undefined on a public route. */
  readonly authorizer: Authorizer | undefined
  readonly resourcePolicy: Policy | undefined
  readonly usagePlan: UsagePlan | undefined
  readonly assumptions: Assumptions
  readonly nowMilliseconds: () => number
}

/** @returns Never rejects for anything that the authorizer does. */
export async function judge(
  request: RoutedRequest,
  rules: Rules,
  trace: TraceRecorder,
): Promise<Verdict> {
  const before = evaluateResourcePolicy(request, rules, trace)
  if (before === 'ExplicitDeny') {
    return denied(
      resourcePolicyDenied(request.methodArn, true),
      'explicit deny in the resource policy; Lambda not invoked',
    )
  }
  if (rules.authorizer === undefined) {
    return before === 'ImplicitDeny'
      ? denied(
          resourcePolicyDenied(request.methodArn, false),
          'no statement of the resource policy matched',
        )
      : { kind: 'forward', reason: 'public route', authorizer: undefined }
  }

  const answer = await authorize(rules.authorizer, request, rules.assumptions, trace)
  if (answer.kind === 'unauthorized') {
    trace.line(`Unauthorized request: ${trace.requestId}`)
    return denied(unauthorized, answer.reason)
  }
  if (answer.kind === 'failed') {
    trace.line('Execution failed due to configuration error: Authorizer error')
    return failed(authorizerFailed, answer.reason)
  }
  trace.line('Using valid authorizer policy for principal: ***')
  const { output } = answer
  const decision = decide(output, request, rules, { before, trace })
  if (decision !== 'Allow') {
    const isExplicit = decision === 'ExplicitDeny'
    trace.line('The client is not authorized to perform this operation.')
    const why = isExplicit ? 'explicit deny' : 'no statement matched'
    const context = new Map([...output.context, ['principalId', output.principalId]])
    return denied(accessDenied(isExplicit), trace.denialCode() ?? why, context)
  }
  trace.line('Successfully completed authorizer execution')
  return checkUsagePlan(output, request, rules, trace) ?? forward(answer)
}

function forward(answer: {
  readonly output: AuthorizerOutput
  readonly integrationLatency: number
}): Verdict {
  const { context, principalId } = answer.output
  const { integrationLatency } = answer
  const authorizer: AuthorizerContext = Object.fromEntries<string | number | null>([
    ...context,
    ['principalId', principalId],
    ['integrationLatency', integrationLatency],
  ])
  return { kind: 'forward', reason: 'allowed', authorizer }
}

function decide(
  output: AuthorizerOutput,
  request: RoutedRequest,
  rules: Rules,
  around: { readonly before: PolicyDecision | undefined; readonly trace: TraceRecorder },
): PolicyDecision {
  const { before, trace } = around
  const { decision, statement } = evaluatePolicy(
    output.policy,
    toPolicyRequest(request, rules),
    trace.warn,
  )
  const combined = combineDecisions(decision, before)
  if (decision === 'ImplicitDeny' && combined === 'Allow') {
    trace.warn('Only the resource policy allows this; the authorizer does not')
  }
  trace.decided({
    principalId: output.principalId,
    policyDocument: output.policyDocument,
    decision: combined,
    statement: statement ?? null,
  })
  return combined
}

function evaluateResourcePolicy(
  request: RoutedRequest,
  rules: Rules,
  trace: TraceRecorder,
): PolicyDecision | undefined {
  if (rules.resourcePolicy === undefined) return undefined
  const policyRequest = toPolicyRequest(request, rules)
  return evaluatePolicy(rules.resourcePolicy, policyRequest, trace.warn).decision
}

function toPolicyRequest(request: RoutedRequest, rules: Rules): PolicyRequest {
  return {
    resource: request.methodArn,
    keys: toConditionKeys({
      nowMilliseconds: rules.nowMilliseconds(),
      sourceIp: request.sourceIp,
      userAgent: request.userAgent,
      referer: findHeaderValues(request.headers, 'referer').at(-1),
    }),
  }
}

function checkUsagePlan(
  output: AuthorizerOutput,
  request: RoutedRequest,
  { usagePlan }: Rules,
  trace: TraceRecorder,
): Verdict | undefined {
  trace.line(`Verifying Usage Plan for request: ${trace.requestId}`)
  if (usagePlan === undefined) {
    const method = `${request.method} ${request.resource}`
    trace.line(`API Key authorized because method '${method}' does not require API Key`)
    return undefined
  }
  if (hasPlanKey(usagePlan, request, output.usageIdentifierKey)) return undefined
  return denied(invalidApiKey, 'no key of the usage plan')
}
