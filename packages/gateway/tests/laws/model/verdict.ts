/** The gateway's verdict on a request, by its own policy evaluator. @module */
import type { AuthorizerOutput } from '../../../src/authorizer/parse-output.js'
import { toConditionKeys } from '../../../src/policy-evaluator/condition-keys.js'
import { evaluatePolicy } from '../../../src/policy-evaluator/evaluate-policy.js'
import type { Request } from './request.js'
import type { PolicyStatement, ResourceArn } from './subject.js'

/** The API and stage of all requests. */
export const arn: ResourceArn = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '123456789012',
  apiId: 'abcdef1234',
  stage: 'prod',
}
const prefix = `arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod`

/** When everything happens, and when every Allow ends. */
export const startMilliseconds: number = Date.UTC(2026, 0, 1)
/** One minute later. */
export const endMilliseconds: number = startMilliseconds + 60_000

/** The gateway's verdict on one request. */
export function isAllowed(
  { verdict }: AuthorizerOutput,
  request: Request,
  nowMilliseconds: number = startMilliseconds,
): boolean {
  const keys = toConditionKeys({
    nowMilliseconds,
    sourceIp: '192.0.2.1',
    userAgent: undefined,
    referer: undefined,
  })
  if (verdict.kind === 'simple') return verdict.isAuthorized
  const { decision } = evaluatePolicy(
    verdict.policy,
    { resource: toMethodArn(request), keys },
    () => {},
  )
  return decision === 'Allow'
}

/** The ARN of a request: real verb, raw path. */
export function toMethodArn({ method, path }: Request): string {
  return `${prefix}/${method}${path}`
}

/** The statements of an answer, as they were returned. */
export function toStatements({ verdict }: AuthorizerOutput): readonly PolicyStatement[] {
  if (verdict.kind === 'simple') return []
  return (verdict.policyDocument as { readonly Statement: readonly PolicyStatement[] }).Statement
}
