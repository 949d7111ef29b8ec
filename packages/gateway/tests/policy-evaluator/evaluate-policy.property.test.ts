import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultAssumptions } from '../../src/assumptions.js'
import { toConditionKeys } from '../../src/policy-evaluator/condition-keys.js'
import { evaluatePolicy } from '../../src/policy-evaluator/evaluate-policy.js'
import { parsePolicy } from '../../src/policy-evaluator/policy.js'

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly NotResource?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const now = Date.UTC(2026, 0, 2)
const caller = { sourceIp: '192.0.2.1', userAgent: 'curl' }

/** IAM by its words: regular expressions for globs, one pass over the statements, no shared code. */
function oracle(statements: readonly Statement[], resource: string): string {
  const effects = new Set(
    statements.filter((each) => holds(each, resource)).map(({ Effect }) => Effect),
  )
  if (effects.has('Deny')) return 'ExplicitDeny'
  return effects.has('Allow') ? 'Allow' : 'ImplicitDeny'
}

function holds(statement: Statement, resource: string): boolean {
  const { Action, Resource, NotResource, Condition = {} } = statement
  const isAction = [Action].flat().some((each) => like(each.toLowerCase(), 'execute-api:invoke'))
  const isResource =
    Resource === undefined
      ? ![NotResource ?? []].flat().some((each) => like(each, resource))
      : [Resource].flat().some((each) => like(each, resource))
  const areMet = Object.entries(Condition).every(([operator, byKey]) =>
    Object.entries(byKey).every(([key, value]) => meets(operator, key, value)),
  )
  return isAction && isResource && areMet
}

function like(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, (symbol) => {
    if (symbol === '*') return '[^]*'
    return symbol === '?' ? '[^]' : `\\${symbol}`
  })
  return new RegExp(`^${source}$`).test(text)
}

function meets(operator: string, key: string, value: string): boolean {
  if (key === 'aws:CurrentTime') {
    const instant = new Date(value).getTime()
    return operator.startsWith('DateLessThan') ? now < instant : now > instant
  }
  const actual = key === 'aws:SourceIp' ? caller.sourceIp : caller.userAgent
  const isEqual = actual === value
  return operator === 'StringNotEquals' ? !isEqual : isEqual
}

const arn = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/'
const piece = fc.constantFrom('GET', 'POST', '/', 'a', 'b', 'a.b', '*', '?', '+', '$', '')
const pattern = fc.oneof(
  fc.array(piece, { maxLength: 5 }).map((pieces) => `${arn}${pieces.join('')}`),
  fc.constantFrom('*', 'arn:aws:execute-api:*', `${arn}*`),
)
const someOf = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))
const condition = fc.constantFrom<Statement['Condition']>(
  { DateLessThanIfExists: { 'aws:CurrentTime': '2026-01-03T00:00:00Z' } },
  { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
  { StringEquals: { 'aws:UserAgent': 'curl', 'aws:SourceIp': '192.0.2.1' } },
  { StringNotEquals: { 'aws:UserAgent': 'curl' } },
  { StringEquals: { 'aws:UserAgent': 'other' }, DateLessThan: { 'aws:CurrentTime': '2027-01-01' } },
)
const action = fc.constantFrom(
  'execute-api:Invoke',
  'execute-api:*',
  '*',
  'EXECUTE-API:invoke',
  's3:Get',
)
const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Deny'),
    Action: someOf(action),
    patterns: someOf(pattern),
    isNegated: fc.boolean(),
    Condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ Effect, Action, patterns, isNegated, Condition }) => ({
    Effect,
    Action,
    ...(isNegated ? { NotResource: patterns } : { Resource: patterns }),
    ...(Condition === undefined ? {} : { Condition }),
  }))
const request = fc
  .array(fc.constantFrom('GET', 'POST', '/', 'a', 'b', 'a.b', '*', '$'), { maxLength: 5 })
  .map((pieces) => `${arn}${pieces.join('')}`)

it('decides as an evaluator that shares no code with it', () => {
  const decisions = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 4 }), request, (statements, resource) => {
      const policy = parsePolicy(
        { Version: '2012-10-17', Statement: statements },
        { origin: 'authorizer', assumptions: defaultAssumptions, relyOn: () => {} },
      )
      const keys = toConditionKeys({ nowMilliseconds: now, ...caller, referer: undefined })
      const { decision } = evaluatePolicy(policy, { resource, keys }, () => {})
      decisions.set(decision, (decisions.get(decision) ?? 0) + 1)
      expect(decision).toBe(oracle(statements, resource))
    }),
    { numRuns: 5000 },
  )
  // A property over one answer alone would prove nothing.
  expect(
    Math.min(...['Allow', 'ExplicitDeny', 'ImplicitDeny'].map((each) => decisions.get(each) ?? 0)),
  ).toBeGreaterThan(200)
})
