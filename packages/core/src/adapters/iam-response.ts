/** Answers that carry an IAM policy. @module */
import type { Decision } from '../contract/decision.js'
import { withTypes } from '../contract/delivered-context.js'
import type { ContextValue, ResponseContext } from '../contract/identity.js'
import { generatePolicy } from '../policy/policy.js'
import type {
  AnswerSettings,
  AuthorizerRequest,
  AuthorizerResponse,
  ThrownAnswer,
} from './adapter.js'

/** Who a policy is for when nobody is known. API Gateway demands a name. */
const nobody = 'anonymous'

/**
 * | decision                                       | answer                                           |
 * | ---------------------------------------------- | ------------------------------------------------ |
 * | Allow                                          | Allow policy, response context                   |
 * | unauthenticated                                | thrown `Unauthorized`: 401, never cached         |
 * | unauthenticated, `onUnauthenticated: 'deny'`   | Deny policy, `{ code }`: 403, cached             |
 * | the same, but it may pass a moment later       | thrown `Unauthorized`                            |
 * | forbidden                                      | Deny policy, `{ code }`: 403, cached             |
 * | failure                                        | thrown, any other message: 500, never cached     |
 *
 * @throws forbidden `policy.unsafe_path`
 */
export function toIamResponse(
  decision: Decision,
  request: AuthorizerRequest,
  settings: AnswerSettings,
): AuthorizerResponse | ThrownAnswer {
  const arn = request.context.resourceArn
  if (decision.effect === 'Deny') {
    const { kind, code, transient } = decision
    if (kind === 'failure') return { thrown: 'Authorizer failure' }
    if (kind === 'unauthenticated' && (settings.onUnauthenticated === 'throw' || transient)) {
      return { thrown: 'Unauthorized' }
    }
    const policyDocument = generatePolicy({ effect: 'Deny', arn, scope: { kind: 'stage' } })
    return { principalId: nobody, policyDocument, context: { code } }
  }
  const { principalId, context, usageIdentifierKey, identity, policy: scope } = decision
  const ends = settings.expiryCondition ? identity.expiresAtSeconds : undefined
  const policyDocument = generatePolicy({
    effect: 'Allow',
    arn,
    scope,
    methodArn: request.methodArn,
    ...(ends === undefined ? {} : { expiresAtSeconds: ends }),
  })
  return {
    principalId,
    policyDocument,
    ...toContext(principalId, context, request),
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
  }
}

/** HTTP APIs with payload 2.0 keep types and, with a policy, may not deliver the principal beside it. */
function toContext(
  principalId: string,
  context: ResponseContext,
  request: AuthorizerRequest,
): { readonly context?: Readonly<Record<string, ContextValue | null>> } {
  const values = context as Readonly<Record<string, ContextValue | null>>
  if (request.context.source === 'http-v2') return { context: { ...values, principalId } }
  return Object.keys(values).length === 0 ? {} : { context: withTypes(values) }
}
