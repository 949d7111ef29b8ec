import { describe, expect, it } from 'vitest'
import { toConditionKeys } from '../../src/policy-evaluator/condition-keys.js'
import { evaluateCondition } from '../../src/policy-evaluator/conditions.js'
import { defaultAssumptions } from '../../src/assumptions.js'
import { evaluatePolicy } from '../../src/policy-evaluator/evaluate-policy.js'
import { parsePolicy } from '../../src/policy-evaluator/policy.js'

// 2026-09-21T14:13:20Z
const keys = toConditionKeys({
  nowMilliseconds: 1_790_000_000_000,
  sourceIp: '192.0.2.10',
  userAgent: 'curl/8.5',
  referer: undefined,
})
const evaluate = (operator: string, key: string, ...values: readonly string[]) =>
  evaluateCondition({ operator, key, values }, keys, () => {})

describe('evaluateCondition', () => {
  it.each([
    ['StringEquals', 'aws:UserAgent', 'curl/8.5', true],
    ['StringEquals', 'aws:UserAgent', 'CURL/8.5', false],
    ['StringEqualsIgnoreCase', 'aws:UserAgent', 'CURL/8.5', true],
    ['StringNotEquals', 'aws:UserAgent', 'curl/8.5', false],
    ['StringNotEqualsIgnoreCase', 'aws:UserAgent', 'wget', true],
    ['StringLike', 'aws:UserAgent', 'curl/*', true],
    ['StringLike', 'aws:UserAgent', 'CURL/*', false],
    ['StringNotLike', 'aws:UserAgent', 'curl/?.?', false],
    ['NumericLessThan', 'aws:EpochTime', '1790000001', true],
    ['NumericGreaterThanEquals', 'aws:EpochTime', '1790000000', true],
    ['NumericNotEquals', 'aws:EpochTime', '1790000000', false],
    ['DateLessThan', 'aws:CurrentTime', '2026-09-21T14:13:21Z', true],
    ['DateLessThan', 'aws:CurrentTime', '2026-09-21T14:13:20Z', false],
    ['DateLessThanEquals', 'aws:CurrentTime', '2026-09-21T16:13:20+02:00', true],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-09-21', true],
    ['DateEquals', 'aws:CurrentTime', '1790000000', true],
    ['DateNotEquals', 'aws:EpochTime', '2026-09-21T14:13:20Z', false],
    ['Bool', 'aws:SecureTransport', 'true', true],
    ['Bool', 'aws:SecureTransport', 'false', false],
    ['IpAddress', 'aws:SourceIp', '192.0.2.0/24', true],
    ['IpAddress', 'aws:SourceIp', '192.0.2.10', true],
    ['IpAddress', 'aws:SourceIp', '198.51.100.0/24', false],
    ['IpAddress', 'aws:SourceIp', '2001:db8::/32', false],
    ['NotIpAddress', 'aws:SourceIp', '192.0.2.0/24', false],
    ['Null', 'aws:Referer', 'true', true],
    ['Null', 'aws:UserAgent', 'true', false],
    ['StringEquals', 'AWS:useragent', 'curl/8.5', true],
  ])('%s over %s with %s is %s', (operator, key, value, expected) => {
    expect(evaluate(operator, key, value)).toBe(expected)
  })

  it.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
  ])('%s over a key that the request does not have is %s', (operator, expected) => {
    expect(evaluate(operator, 'aws:Referer', 'https://example.com')).toBe(expected)
  })

  it('needs one of several values, and none of them when negated', () => {
    expect(evaluate('StringEquals', 'aws:UserAgent', 'wget', 'curl/8.5')).toBe(true)
    expect(evaluate('StringNotEquals', 'aws:UserAgent', 'wget', 'curl/8.5')).toBe(false)
  })

  it.each([
    ['an operator that IAM does not have', 'StringMatches', 'aws:UserAgent', ['curl/8.5']],
    ['an operator in another case', 'stringequals', 'aws:UserAgent', ['curl/8.5']],
    ['Null with IfExists', 'NullIfExists', 'aws:Referer', ['true']],
    ['a key that API Gateway does not have', 'StringNotEquals', 'aws:PrincipalTag/x', ['a']],
    ['such a key with IfExists', 'StringEqualsIfExists', 'aws:PrincipalTag/x', ['a']],
    ['a date that is none', 'DateLessThan', 'aws:CurrentTime', ['tomorrow']],
    ['a range that is none', 'NotIpAddress', 'aws:SourceIp', ['192.0.2.0/33']],
    ['a number that is none', 'NumericNotEquals', 'aws:EpochTime', ['0x10']],
    ['no values', 'StringNotEquals', 'aws:UserAgent', []],
  ])('cannot say for %s', (_case, operator, key, values) => {
    const warnings: string[] = []
    const result = evaluateCondition({ operator, key, values }, keys, (warning) => {
      warnings.push(warning)
    })
    expect(result).toBeUndefined()
    expect(warnings).toHaveLength(1)
  })
})

describe('a statement that cannot be decided', () => {
  const decide = (...effects: readonly ('Allow' | 'Deny')[]) => {
    const undecidable = { Condition: { StringMatches: { 'aws:UserAgent': '*' } } }
    const Statement = effects.map((Effect, index) => ({
      Effect,
      Action: '*',
      Resource: '*',
      ...(index === 0 ? undecidable : {}),
    }))
    const options = { origin: 'authorizer', assumptions: defaultAssumptions, relyOn() {} } as const
    const parsed = parsePolicy({ Version: '2012-10-17', Statement }, options)
    return evaluatePolicy(parsed, { resource: 'arn', keys }, () => {}).decision
  }

  it('does not allow', () => {
    expect(decide('Allow')).toBe('ImplicitDeny')
  })

  it('denies, even beside an Allow', () => {
    expect(decide('Deny', 'Allow')).toBe('ExplicitDeny')
  })
})
