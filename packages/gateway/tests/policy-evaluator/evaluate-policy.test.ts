import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultAssumptions } from '../../src/assumptions.js'
import { toConditionKeys } from '../../src/policy-evaluator/condition-keys.js'
import { evaluatePolicy } from '../../src/policy-evaluator/evaluate-policy.js'
import type { PolicyDecision } from '../../src/policy-evaluator/evaluate-policy.js'
import { parsePolicy } from '../../src/policy-evaluator/policy.js'

const keys = toConditionKeys({
  nowMilliseconds: 1_790_000_000_000,
  sourceIp: '192.0.2.1',
  userAgent: undefined,
  referer: undefined,
})

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action?: string
  readonly NotAction?: string
  readonly Resource?: readonly string[]
  readonly NotResource?: readonly string[]
}

function decide(Statement: readonly Statement[], resource: string): PolicyDecision {
  const policy = parsePolicy(
    { Version: '2012-10-17', Statement },
    { origin: 'authorizer', assumptions: defaultAssumptions, relyOn: () => {} },
  )
  return evaluatePolicy(policy, { resource, keys }, () => {}).decision
}

/** Another evaluator, by regular expressions that tests may build. */
function oracle(statements: readonly Statement[], resource: string): PolicyDecision {
  const toRegExp = (glob: string, flags: string): RegExp =>
    new RegExp(
      `^${glob
        .replaceAll(/[.+^$()[\]{}|\\/]/g, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      `s${flags}`,
    )
  const effects = new Set(
    statements
      .filter(({ Action, NotAction, Resource, NotResource }) => {
        const byAction =
          Action === undefined
            ? !toRegExp(NotAction ?? '', 'i').test('execute-api:Invoke')
            : toRegExp(Action, 'i').test('execute-api:Invoke')
        const byResource =
          Resource === undefined
            ? !(NotResource ?? []).some((glob) => toRegExp(glob, '').test(resource))
            : Resource.some((glob) => toRegExp(glob, '').test(resource))
        return byAction && byResource
      })
      .map(({ Effect }) => Effect),
  )
  if (effects.has('Deny')) return 'ExplicitDeny'
  return effects.has('Allow') ? 'Allow' : 'ImplicitDeny'
}

const segment = fc.constantFrom('a', 'b', 'A', 'a.b', '$connect', '')
const resource = fc.array(segment, { maxLength: 4 }).map((parts) => parts.join('/'))
const glob = fc
  .array(fc.oneof(segment, fc.constantFrom('*', '?', 'a*', '*b')), { maxLength: 4 })
  .map((parts) => parts.join('/'))
const globs = fc.array(glob, { maxLength: 3 })
const action = fc.constantFrom(
  'execute-api:Invoke',
  'EXECUTE-API:invoke',
  'execute-api:*',
  '*',
  'execute-api:ManageConnections',
  'execute-api:Inv?ke',
)
const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom('Allow' as const, 'Deny' as const),
    fc.oneof(fc.record({ Action: action }), fc.record({ NotAction: action })),
    fc.oneof(fc.record({ Resource: globs }), fc.record({ NotResource: globs })),
  )
  .map(([Effect, byAction, byResource]) => ({ Effect, ...byAction, ...byResource }))
const statements = fc.array(statement, { maxLength: 5 })

describe('evaluatePolicy', () => {
  it('agrees with another evaluator', () => {
    fc.assert(
      fc.property(statements, resource, (policy, arn) => {
        expect(decide(policy, arn)).toBe(oracle(policy, arn))
      }),
      { numRuns: 2000 },
    )
  })

  it('does not depend on the order of statements', () => {
    fc.assert(
      fc.property(statements, resource, (policy, arn) => {
        expect(decide(policy.toReversed(), arn)).toBe(decide(policy, arn))
      }),
    )
  })

  it('never allows more because of another Deny', () => {
    const deny = statement.map((each): Statement => ({ ...each, Effect: 'Deny' }))
    fc.assert(
      fc.property(statements, deny, resource, (policy, more, arn) => {
        const isAllowed = decide([...policy, more], arn) === 'Allow'
        expect(isAllowed && decide(policy, arn) !== 'Allow').toBe(false)
      }),
    )
  })
})
