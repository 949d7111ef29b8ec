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
import { decide, evaluateResourcePolicy } from './decide.js'
import type { RoutedRequest } from './events/routed-request.js'
import {
  accessDenied,
  authorizerFailed,
  invalidApiKey,
  resourcePolicyDenied,
  unauthorized,
} from './gateway-responses/response-type.js'
import { toAuthorizerContext } from './authorizer/authorizer-context.js'
import type { Policy } from './policy-evaluator/policy.js'
import type { TraceRecorder } from './trace-recorder.js'
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

  const asked = authorize(rules.authorizer, request, rules.assumptions, trace)
  // A cached answer is there already; waiting for it would cost every request a turn.
  const answer = 'kind' in asked ? asked : await asked
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
    const why = isExplicit ? denialOf(output) : 'no statement matched'
    const reason = trace.denialCode() ?? why
    return denied(accessDenied(isExplicit), reason, toTexts(output))
  }
  trace.line('Successfully completed authorizer execution')
  return (
    checkUsagePlan(output, request, rules, trace) ?? {
      kind: 'forward',
      reason: 'allowed',
      authorizer: toAuthorizerContext(rules.authorizer, request, answer, {
        assumptions: rules.assumptions,
        relyOn: trace.relyOn,
      }),
    }
  )
}

function denialOf({ verdict }: AuthorizerOutput): string {
  return verdict.kind === 'simple' ? 'not authorized' : 'explicit deny'
}

/** For templates, which know text alone. */
function toTexts({ context, principalId }: AuthorizerOutput): ReadonlyMap<string, string | null> {
  const texts = new Map<string, string | null>([['principalId', principalId]])
  for (const [name, value] of context) {
    texts.set(name, typeof value === 'string' ? value : null)
  }
  return texts
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
