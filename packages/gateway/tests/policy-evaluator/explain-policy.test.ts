import { describe, expect, it } from 'vitest'
import { decidePolicy, explainPolicy } from '../../src/index.js'

const arn = 'arn:aws:execute-api:us-east-1:123456789012:authchain0/dev'
const facts = { nowMilliseconds: Date.parse('2026-11-22T12:00:00Z'), sourceIp: '127.0.0.1' }

const until = (instant: string): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: [`${arn}/GET/orders/*`],
      Condition: { DateLessThanIfExists: { 'aws:CurrentTime': instant } },
    },
  ],
})

describe('explainPolicy', () => {
  it('says that the statement which matches is held back by its date', () => {
    const explained = explainPolicy(until('2026-11-22T11:59:59Z'), `${arn}/GET/orders/7`, facts)
    expect(explained).toMatchObject({
      decision: 'ImplicitDeny',
      statement: undefined,
      statements: [
        {
          matchesAction: true,
          matchesResource: true,
          applies: false,
          conditions: [
            { key: 'aws:CurrentTime', actual: '2026-11-22T12:00:00.000Z', holds: false },
          ],
        },
      ],
    })
  })

  it('says that no statement names another method', () => {
    const explained = explainPolicy(until('2026-11-22T13:00:00Z'), `${arn}/DELETE/orders/7`, facts)
    expect(explained).toMatchObject({
      decision: 'ImplicitDeny',
      statements: [{ matchesResource: false, applies: false, conditions: [{ holds: true }] }],
    })
  })

  it('lets a Deny apply whose condition cannot be decided, and an Allow not', () => {
    const unknown = { Condition: { StringEquals: { 'aws:Nobody': 'x' } } }
    const statements = (['Allow', 'Deny'] as const).map((Effect) => ({
      Effect,
      Action: 'execute-api:Invoke',
      Resource: '*',
      ...unknown,
    }))
    const explained = explainPolicy(
      { Version: '2012-10-17', Statement: statements },
      `${arn}/GET/`,
      facts,
    )
    expect(explained?.statements.map(({ applies }) => applies)).toEqual([false, true])
    expect(explained?.decision).toBe('ExplicitDeny')
  })

  it('decides about many routes as about each of them', () => {
    const document = until('2026-11-22T13:00:00Z')
    const arns = ['GET/orders/7', 'DELETE/orders/7', 'GET/'].map((path) => `${arn}/${path}`)
    const each = arns.map((methodArn) => explainPolicy(document, methodArn, facts)?.decision)
    expect(decidePolicy(document, arns, facts)).toEqual(each)
    expect(each).toEqual(['Allow', 'ImplicitDeny', 'ImplicitDeny'])
    expect(decidePolicy('none', arns, facts)).toEqual(arns.map(() => 'ImplicitDeny'))
  })

  it('has no answer for what is not a policy', () => {
    expect(explainPolicy({ Statement: 'all' }, `${arn}/GET/`, facts)).toBeUndefined()
  })
})
