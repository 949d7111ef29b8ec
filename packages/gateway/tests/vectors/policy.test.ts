import { describe, expect, it } from 'vitest'
import { defaultAssumptions } from '../../src/assumptions.js'
import { toConditionKeys } from '../../src/policy-evaluator/condition-keys.js'
import { evaluatePolicy } from '../../src/policy-evaluator/evaluate-policy.js'
import { parsePolicy } from '../../src/policy-evaluator/policy.js'
import { vectorsOf } from '../helpers/vectors.js'

interface Input {
  readonly policyDocument: unknown
  readonly methodArn: string
  readonly request?: { readonly sourceIp?: string }
}
interface Expect {
  readonly decision: string
}

describe('policy vectors', () => {
  it.each(vectorsOf<Input, Expect>('policy'))(
    '$id: $description',
    ({ input, expect: expected }) => {
      const keys = toConditionKeys({
        nowMilliseconds: 1_790_000_000_000,
        sourceIp: input.request?.sourceIp ?? '192.0.2.1',
        userAgent: undefined,
        referer: undefined,
      })
      const policy = parsePolicy(input.policyDocument, {
        origin: 'authorizer',
        assumptions: defaultAssumptions,
        relyOn: () => {},
      })
      const result = evaluatePolicy(policy, { resource: input.methodArn, keys }, () => {})
      expect(result.decision).toBe(expected.decision)
    },
  )
})
