import { describe, expect, it } from 'vitest'
import { defaultAssumptions } from '../../src/assumptions.js'
import type { Assumptions } from '../../src/assumptions.js'
import { PolicyFault, parsePolicy } from '../../src/policy-evaluator/policy.js'
import type { Policy } from '../../src/policy-evaluator/policy.js'

const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }
const parse = (document: unknown, assumptions: Partial<Assumptions> = {}): Policy =>
  parsePolicy(document, {
    origin: 'authorizer',
    assumptions: { ...defaultAssumptions, ...assumptions },
    relyOn: () => {},
  })
const withStatement = (changes: object): object => ({
  Version: '2012-10-17',
  Statement: [{ ...statement, ...changes }],
})

describe('parsePolicy', () => {
  it('takes a statement that is not in a list, and lists of one', () => {
    expect(parse({ Version: '2012-10-17', Statement: statement }).statements).toHaveLength(1)
    expect(parse(withStatement({ Action: ['*'], Resource: ['*'] })).statements).toHaveLength(1)
  })

  it.each([
    ['null', null],
    ['text', JSON.stringify(withStatement({}))],
    ['a list', [withStatement({})]],
    ['lower-case keys', { version: '2012-10-17', statement: [statement] }],
    ['no statement', { Version: '2012-10-17' }],
    ['a null statement', { Version: '2012-10-17', Statement: null }],
    ['an unknown version', { Version: '2013-01-01', Statement: [statement] }],
    ['a null version', { Version: null, Statement: [statement] }],
    ['an unknown key', { Version: '2012-10-17', Statement: [statement], Comment: 'x' }],
    ['an unknown key in a statement', withStatement({ Comment: 'x' })],
    ['a principal', withStatement({ Principal: '*' })],
    ['an effect in lower case', withStatement({ Effect: 'allow' })],
    ['a null condition', withStatement({ Condition: null })],
    ['a condition that is text', withStatement({ Condition: 'x' })],
    ['a condition with a null', withStatement({ Condition: { Bool: { 'aws:x': null } } })],
    ['no resource', withStatement({ Resource: undefined })],
    ['a null resource', withStatement({ Resource: null })],
    ['a resource and a NotResource', withStatement({ NotResource: 'x' })],
    ['a resource of 513 characters', withStatement({ Resource: 'x'.repeat(513) })],
    ['an action that is a number', withStatement({ Action: 1 })],
  ])('refuses %s', (_case, document) => {
    // Through JSON, as every output comes.
    const json: unknown = JSON.parse(JSON.stringify(document))
    expect(() => parse(json)).toThrow(PolicyFault)
  })

  it('goes by the assumptions where AWS has not been measured', () => {
    expect(parse({ Statement: [statement] }).statements).toHaveLength(1)
    expect(() => parse({ Statement: [statement] }, { missingVersion: 'fail' })).toThrow(PolicyFault)
    const empty = { Version: '2012-10-17', Statement: [] }
    expect(parse(empty).statements).toHaveLength(0)
    expect(() => parse(empty, { emptyStatement: 'fail' })).toThrow(PolicyFault)
  })
})
