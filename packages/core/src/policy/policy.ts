/** IAM policies for API Gateway. @module */
import type { ResourceArn } from '../contract/context.js'
import type { PolicyDocument, PolicyScope, PolicyStatement } from '../contract/decision.js'
import { failure, forbidden } from '../errors.js'
import { toStagePrefix } from './resource-arn.js'

/** What {@link generatePolicy} takes. */
export interface PolicyInput {
  readonly effect: 'Allow' | 'Deny'
  /** The API and stage of the request. */
  readonly arn: ResourceArn
  /** What an Allow opens. A Deny always closes the whole stage. */
  readonly scope: PolicyScope
  /** The event's `methodArn` or `routeArn`; needed for an Allow of scope `request` and for `$connect`. */
  readonly methodArn?: string
  /** When an Allow ends, in seconds since the epoch. API Gateway evaluates a cached policy anew for each request. */
  readonly expiresAtSeconds?: number
}

/** API Gateway's limit for one resource of a policy. */
const longestResource = 512

/** The last instant that IAM's dates can name: 9999-12-31T23:59:59Z. */
const latestSeconds = 253_402_300_799

/**
 * Makes the policy of a decision. Region, account, API and stage are never wildcards, and nothing that the
 * caller sent gets into a resource unless it is free of wildcards.
 *
 * | effect, scope    | resource                                                        |
 * | ---------------- | --------------------------------------------------------------- |
 * | Allow, `stage`   | everything under `…/{stage}/`, with any method                  |
 * | Allow, `request` | the request's own ARN                                           |
 * | Allow, `$connect`| that route                                                      |
 * | Allow, `routes`  | the statements of the route table                               |
 * | Deny             | everything under `…/{stage}/`                                   |
 *
 * @throws forbidden `policy.unsafe_path` when the request's ARN holds `*`, `?` or `$`, or is longer than 512
 *   characters; failure `policy.no_method_arn` when it is missing.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @example
 * ```ts
 * generatePolicy({ effect: 'Allow', arn: context.resourceArn, scope: { kind: 'stage' } })
 * ```
 */
export function generatePolicy(input: PolicyInput): PolicyDocument {
  const { effect, expiresAtSeconds } = input
  const condition =
    effect === 'Allow' && expiresAtSeconds !== undefined
      ? { Condition: { DateLessThanIfExists: { 'aws:CurrentTime': toIamDate(expiresAtSeconds) } } }
      : {}
  const statements =
    effect === 'Allow' && input.scope.kind === 'routes'
      ? input.scope.statements.map((statement) =>
          statement.Effect === 'Allow' ? { ...statement, ...condition } : statement,
        )
      : [statementFor(effect, toResource(input), condition)]
  return { Version: '2012-10-17', Statement: statements }
}

function statementFor(
  effect: 'Allow' | 'Deny',
  resource: string,
  condition: Pick<PolicyStatement, 'Condition'>,
): PolicyStatement {
  return { Effect: effect, Action: 'execute-api:Invoke', Resource: [resource], ...condition }
}

function toResource({ effect, arn, scope, methodArn }: PolicyInput): string {
  const prefix = toStagePrefix(arn)
  if (effect === 'Deny') return `${prefix}/*`
  // `*/*` does not match it, and a connection has nothing else to open.
  if (methodArn === `${prefix}/$connect`) return methodArn
  return scope.kind === 'stage' ? `${prefix}/*/*` : checkRequestScope(arn, methodArn)
}

/**
 * The request's own ARN, when it may stand in a policy.
 *
 * @throws forbidden `policy.unsafe_path`; failure `policy.no_method_arn` when it is missing or another stage's.
 */
export function checkRequestScope(arn: ResourceArn, methodArn: string | undefined): string {
  const prefix = toStagePrefix(arn)
  if (methodArn === undefined || !methodArn.startsWith(`${prefix}/`)) {
    throw failure('policy.no_method_arn')
  }
  const tail = methodArn.slice(prefix.length)
  if (methodArn.length > longestResource || /[*?$]/.test(tail)) {
    throw forbidden('policy.unsafe_path')
  }
  return methodArn
}

function toIamDate(seconds: number): string {
  const whole = Math.max(0, Math.min(Math.floor(seconds), latestSeconds))
  return new Date(whole * 1000).toISOString().replace('.000Z', 'Z')
}
