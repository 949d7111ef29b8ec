/** Answers of HTTP APIs with simple responses. @module */
import type { Decision } from '../contract/decision.js'
import type { ContextValue } from '../contract/identity.js'
import { checkRequestScope } from '../policy/policy.js'
import type {
  AnswerSettings,
  AuthorizerRequest,
  AuthorizerResponse,
  ThrownAnswer,
} from './adapter.js'

/**
 * | decision                                            | answer                                  |
 * | --------------------------------------------------- | --------------------------------------- |
 * | Allow                                               | `isAuthorized: true`, response context  |
 * | unauthenticated, forbidden                          | `isAuthorized: false`, `{ code }`: 403  |
 * | unauthenticated, `onUnauthenticated: 'throw'`       | thrown `Unauthorized`: 401 where API Gateway honours it |
 * | failure, or unauthenticated that may pass a moment later | thrown: 500 or 401, never cached   |
 *
 * There is no policy, so it says neither what it opens nor when it ends. `principalId` stands in the
 * context, because nothing else would carry it.
 *
 * @throws forbidden `policy.unsafe_path`
 */
export function toSimpleResponse(
  decision: Decision,
  request: AuthorizerRequest,
  settings: AnswerSettings,
): AuthorizerResponse | ThrownAnswer {
  if (decision.effect === 'Deny') {
    const { kind, code, transient } = decision
    if (kind === 'failure') return { thrown: 'Authorizer failure' }
    if (kind === 'unauthenticated' && (settings.onUnauthenticated === 'throw' || transient)) {
      return { thrown: 'Unauthorized' }
    }
    return { isAuthorized: false, context: { code } }
  }
  const { principalId, policy } = decision
  if (policy.kind === 'request') checkRequestScope(request.context.resourceArn, request.methodArn)
  const context = decision.context as Readonly<Record<string, ContextValue | null>>
  return { isAuthorized: true, context: { ...context, principalId } }
}
