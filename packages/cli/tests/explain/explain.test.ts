import { describe, expect, it } from 'vitest'
import { abstain, anyOf, definePlugin, pass, requireScope } from '@authchain/core'
import { askChain, askHandler } from '../helpers/explained.js'

const token = 'opaque-credential'
const own = ({ methodArn }: { readonly methodArn: string }): object => ({ Resource: methodArn })

describe('the explanation of a cached answer', () => {
  it('shows the classic bug: the policy of one route denies the next', async () => {
    const [first, second, later] = await askHandler(own as never, {
      token,
      then: ['DELETE /orders/7', '+301s', 'DELETE /orders/7'],
    })
    expect(first).toMatchObject({
      effect: 'Allow',
      answer: { status: 200, from: 'backend' },
      cache: { use: 'MISS', ttlSeconds: 300, secondsLeft: 300 },
      advice: [{ code: 'cache.single_request', level: 'warning' }],
    })
    expect(second).toMatchObject({
      effect: 'Deny',
      answer: { status: 403, from: 'gateway' },
      decision: { kind: 'policy' },
      cache: { use: 'HIT', from: { id: first?.id, method: 'GET', path: '/orders/1' } },
      policy: { decision: 'ImplicitDeny', why: 'not-covered', statement: null },
      event: null,
      advice: [{ code: 'cache.not_covered', level: 'error' }],
    })
    expect(second?.cache.key).toBe(first?.cache.key)
    expect(later).toMatchObject({ effect: 'Allow', cache: { use: 'MISS' } })
  })

  it('warns that a cached Allow of a hand-written handler opens more than was asked', async () => {
    const wide = ({ methodArn }: { readonly methodArn: string }): object => ({
      Resource: methodArn.replace(/\/GET\/.*$/, '/*/orders/*'),
    })
    const [record] = await askHandler(wide as never, {
      token,
      routes: ['GET /orders/{id}', 'DELETE /orders/{id}', 'GET /admin'],
    })
    expect(record?.policy?.opens).toEqual([
      { route: 'GET /orders/{id}', from: 'table', decision: 'Allow' },
      { route: 'DELETE /orders/{id}', from: 'table', decision: 'Allow' },
      { route: 'GET /admin', from: 'table', decision: 'ImplicitDeny' },
      { route: '* /orders/*', from: 'policy', decision: 'Allow' },
    ])
    expect(record?.advice).toMatchObject([{ code: 'cache.opens_more', level: 'warning' }])
  })

  it('says that a condition holds the statement back, and which', async () => {
    const ended = (): object => ({
      Resource: '*',
      Condition: { DateLessThanIfExists: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
    })
    const [record] = await askHandler(ended as never, { token })
    expect(record).toMatchObject({
      decision: { kind: 'policy' },
      policy: {
        why: 'condition',
        statements: [{ matchesResource: true, applies: false, conditions: [{ holds: 'no' }] }],
      },
      advice: [{ code: 'policy.condition' }],
    })
  })

  it('names the statement that denies', async () => {
    const denying = (): object => ({ Effect: 'Deny', Resource: '*' })
    const [record] = await askHandler(denying as never, { token })
    expect(record).toMatchObject({
      policy: { why: 'explicit-deny', statement: 0 },
      advice: [{ code: 'policy.explicit_deny' }],
    })
  })

  it('says that nobody was asked: no identity source, no route', async () => {
    const [missing] = await askHandler(own as never, {})
    expect(missing).toMatchObject({
      decision: { kind: 'unauthenticated' },
      cache: { use: 'NONE', key: null },
      advice: [{ code: 'gateway.identity_missing' }],
    })
    const [unrouted] = await askHandler(own as never, { token, routes: ['GET /other'] })
    expect(unrouted).toMatchObject({
      decision: { kind: 'gateway' },
      authorizer: null,
      advice: [{ code: 'gateway.no_route' }],
    })
  })

  it('counts records up and knows what the backend was told', async () => {
    const records = await askHandler(own as never, { token, then: ['/orders/1'] })
    expect(records.map(({ sequence }) => sequence)).toEqual([0, 1])
    expect(records[0]?.decision.context).toMatchObject({ principalId: 'ada' })
  })

  it('tells a Deny of the table from one that somebody wrote, and is not surprised at what it opens', async () => {
    const reader = definePlugin({
      name: 'reader',
      validate: () => pass({ principalId: 'ada', scopes: ['read'] }),
    })()
    const routes = {
      'GET /orders/{id}': requireScope('read'),
      'GET /orders/{id}/items': requireScope('items'),
    }
    const [allowed, denied] = await askChain(
      [reader],
      { token, then: ['GET /orders/1/items'] },
      { routes, routesFrom: 'table' },
    )
    expect(allowed).toMatchObject({ effect: 'Allow', advice: [] })
    expect(denied).toMatchObject({
      policy: { why: 'explicit-deny' },
      advice: [{ code: 'routes.denied' }],
    })
  })

  it('takes routes from the table and says what each of them gets', async () => {
    const reader = definePlugin({
      name: 'reader',
      validate: () => pass({ principalId: 'ada', scopes: ['read'] }),
    })()
    const table = {
      'GET /orders/{id}': requireScope('read'),
      'DELETE /orders/{id}': requireScope('all'),
    }
    const [record, denied] = await askChain(
      [reader],
      { token, then: ['DELETE /orders/7'] },
      { routes: table, routesFrom: 'table' },
    )
    expect(record?.effect).toBe('Allow')
    expect(record?.policy?.opens).toContainEqual({
      route: 'DELETE /orders/{id}',
      from: 'table',
      decision: 'ImplicitDeny',
    })
    expect(denied).toMatchObject({
      effect: 'Deny',
      answer: { status: 403 },
      cache: { use: 'HIT' },
      advice: [{ code: 'routes.denied' }],
    })
  })
})

describe('the explanation of a credential in a header of any name', () => {
  it('does not show it, whether or not the header is an identity source', async () => {
    const partner = definePlugin({
      name: 'partner',
      requires: { credentials: ['header:x-partner', 'query:who'] },
      validate: (context) =>
        context.header('x-partner') === undefined ? abstain('none') : pass({ principalId: 'p' }),
    })()
    const person = definePlugin({ name: 'person', validate: () => pass({ principalId: 'u' }) })()
    const records = await askChain([anyOf(partner, person)], {
      request: 'GET /orders/1?who=partner-query-0002',
      header: ['x-partner: partner-value-0001'],
    })
    expect(records[0]?.authorizer?.identitySources).toEqual([])
    expect(JSON.stringify(records)).not.toMatch(/partner-value-0001|partner-query-0002/)
  })
})
