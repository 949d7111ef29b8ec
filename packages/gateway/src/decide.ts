/** What the policies around a request say to it. @module */
import type { AuthorizerOutput } from './authorizer/parse-output.js'
import type { RoutedRequest } from './events/routed-request.js'
import type { Rules } from './judge.js'
import { combineDecisions } from './policy-evaluator/combine.js'
import { toConditionKeys } from './policy-evaluator/condition-keys.js'
import type { ConditionFacts } from './policy-evaluator/condition-keys.js'
import { evaluatePolicy } from './policy-evaluator/evaluate-policy.js'
import type { PolicyDecision, PolicyRequest } from './policy-evaluator/evaluate-policy.js'
import type { TraceRecorder } from './trace-recorder.js'

/**
 * Decides by the authorizer's answer and the resource policy together.
 *
 * @param around - `before`: what the resource policy said alone; undefined where there is none.
 */
export function decide(
  output: AuthorizerOutput,
  request: RoutedRequest,
  rules: Rules,
  around: { readonly before: PolicyDecision | undefined; readonly trace: TraceRecorder },
): PolicyDecision {
  const { before, trace } = around
  const { verdict, principalId } = output
  if (verdict.kind === 'simple') {
    const decision = verdict.isAuthorized ? 'Allow' : 'ExplicitDeny'
    // Nothing else would carry it, so authchain's own answers have it in the context.
    const named = output.context.get('principalId')
    const facts = { policyDocument: null, decision, statement: null } as const
    trace.decided({ principalId: typeof named === 'string' ? named : null, ...facts })
    return decision
  }
  const { decision, statement } = evaluatePolicy(
    verdict.policy,
    toPolicyRequest(request, rules),
    trace.warn,
  )
  const combined = combineDecisions(decision, before)
  if (decision === 'ImplicitDeny' && combined === 'Allow') {
    trace.warn('Only the resource policy allows this; the authorizer does not')
  }
  trace.decided({
    principalId,
    policyDocument: verdict.policyDocument,
    decision: combined,
    statement: statement ?? null,
  })
  return combined
}

/** Asks the API's resource policy alone; undefined where there is none. */
export function evaluateResourcePolicy(
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
    keys: toConditionKeys(new RequestFacts(request, rules.nowMilliseconds())),
  }
}

/** Reads headers only for a condition that asks for them. A class, because accessors of an object cost it its shape. */
class RequestFacts implements ConditionFacts {
  readonly nowMilliseconds: number
  readonly #request: RoutedRequest

  constructor(request: RoutedRequest, nowMilliseconds: number) {
    this.#request = request
    this.nowMilliseconds = nowMilliseconds
  }

  get sourceIp(): string {
    return this.#request.sourceIp
  }

  get userAgent(): string | undefined {
    return this.#request.userAgent
  }

  get referer(): string | undefined {
    return this.#request.headerValues('referer').at(-1)
  }
}
