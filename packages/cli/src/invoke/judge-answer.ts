/** What API Gateway makes of a handler's answer to one event. @module */
import type { AuthorizerResponse } from '@authchain/core'
import { decidePolicy } from '@authchain/gateway'

/** What the client gets; 200 stands for whatever the backend answers. */
export interface Judgement {
  readonly effect: 'Allow' | 'Deny'
  readonly status: 200 | 401 | 403 | 500
  /** Of a policy that does not allow the event's own request; else undefined. */
  readonly reason: string | undefined
}

/**
 * Judges an answer. What is not plainly an Allow for this event is none.
 *
 * @param answer - What was returned, or the message of what was thrown.
 * @param event - Whose ARN the policy is evaluated for.
 */
export function judgeAnswer(
  answer: AuthorizerResponse | string,
  event: Readonly<Record<string, unknown>>,
): Judgement {
  if (answer === 'Unauthorized') return { effect: 'Deny', status: 401, reason: undefined }
  if (typeof answer === 'string') return { effect: 'Deny', status: 500, reason: undefined }
  const allowed = { effect: 'Allow', status: 200, reason: undefined } as const
  if (!('policyDocument' in answer)) {
    return answer.isAuthorized === true ? allowed : { ...allowed, effect: 'Deny', status: 403 }
  }
  const arn = event['methodArn'] ?? event['routeArn']
  const facts = { nowMilliseconds: Date.now(), sourceIp: findSourceIp(event) }
  const [decision] =
    typeof arn === 'string' ? decidePolicy(answer.policyDocument, [arn], facts) : []
  if (decision === 'Allow') return allowed
  const reason =
    decision === 'ExplicitDeny'
      ? 'a statement of the policy denies this request'
      : 'no statement of the policy allows this request'
  return { effect: 'Deny', status: 403, reason }
}

function findSourceIp({ requestContext }: Readonly<Record<string, unknown>>): string {
  const { identity, http } = toRecord(requestContext)
  const ip = toRecord(identity)['sourceIp'] ?? toRecord(http)['sourceIp']
  return typeof ip === 'string' ? ip : ''
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
