import { describe, expect, it } from 'vitest'
import { ConfigInvalidError, allow, requireScope } from '../../src/index.js'
import { compileRoutes } from '../../src/routes/compile-policy.js'
import type { RouteTableInput } from '../../src/routes/compile-policy.js'
import { isAllowed } from '../helpers/policies.js'
import { arnOf, callerWith, testArn, toRules } from '../helpers/route-tables.js'

const base = { api: 'rest', deployed: 'unknown', policies: true, perRoute: false } as const
const compile = (input: Partial<RouteTableInput> & Pick<RouteTableInput, 'routes'>) =>
  compileRoutes({ ...base, ...input })

/** The part behind the stage. */
const tails = (resources: readonly string[] | undefined): readonly string[] | undefined =>
  resources?.map((resource) => resource.replace(/^arn:.*?\/prod/, '…'))

const read = requireScope('read')
const write = requireScope('write')
const orders = {
  'GET /orders': read,
  'POST /orders': write,
  'GET /orders/{id}': read,
  'DELETE /orders/{id}': write,
  'GET /orders/{id}/items': requireScope('items'),
}

describe('the policy of a caller', () => {
  it('names each method, both slash forms of a literal end, and what lies deeper as denied', () => {
    const compiled = compile({ routes: orders, deployed: 'listed' })
    expect(compiled.step).toBe('listed')
    const [allows, denies, ...others] = compiled.select(callerWith(['read']), testArn)
    expect(others).toEqual([])
    expect(allows?.Effect).toBe('Allow')
    expect(tails(allows?.Resource)).toEqual(['…/GET/orders', '…/GET/orders/*'])
    expect(denies?.Effect).toBe('Deny')
    expect(tails(denies?.Resource)).toEqual(['…/*//*', '…/GET/orders/?*/?*'])
  })

  it('denies the whole stage to whom no route is allowed', () => {
    const compiled = compile({ routes: { 'GET /orders': read } })
    expect(compiled.select(callerWith([]), testArn)).toEqual([
      {
        Effect: 'Deny',
        Action: 'execute-api:Invoke',
        Resource: [`${arnOf('', '').slice(0, -1)}/*`],
      },
    ])
  })

  it('is made once for every kind of caller', () => {
    const compiled = compile({ routes: { 'GET /orders': read, 'GET /a': write } })
    const first = compiled.select(callerWith(['read', 'x']), testArn)
    expect(compiled.select(callerWith(['y', 'read']), testArn)).toBe(first)
    expect(compiled.select(callerWith(['write']), testArn)).not.toBe(first)
    expect(compiled.select(callerWith(['read']), { ...testArn, stage: 'dev' })).not.toEqual(first)
  })

  it('does not depend on the order of the table', () => {
    const turned = Object.fromEntries(Object.entries(orders).toReversed())
    const caller = callerWith(['read', 'items'])
    const [one, other] = [orders, turned].map((routes) =>
      compile({ routes, deployed: 'listed' }).select(caller, testArn),
    )
    expect(JSON.stringify(other)).toBe(JSON.stringify(one))
  })

  it('holds no wildcard before the path but for empty segments', () => {
    const compiled = compile({ routes: { 'ANY /*': allow } })
    const [allows, denies] = compiled.select(callerWith([]), testArn)
    expect(tails(allows?.Resource)).toEqual(
      ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'].map((method) => `…/${method}/*`),
    )
    expect(tails(denies?.Resource)).toEqual(['…/*//*'])
  })

  it('never opens the list of a parameter', () => {
    const compiled = compile({ routes: { 'GET /orders/{id}': allow }, deployed: 'listed' })
    const statements = compiled.select(callerWith([]), testArn)
    expect(isAllowed(statements, arnOf('GET', '/orders/7'))).toBe(true)
    expect(isAllowed(statements, arnOf('GET', '/orders/'))).toBe(false)
    expect(isAllowed(statements, arnOf('GET', '/orders'))).toBe(false)
    expect(isAllowed(statements, arnOf('GET', '/orders/7/x'))).toBe(false)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('boom')
      },
    ],
    ['answers with a promise', () => Promise.resolve(true) as never],
    ['answers 1', () => 1 as never],
  ])('is a failure when a rule %s, whichever route it belongs to', (_case, rule) => {
    const compiled = compile({ routes: { 'GET /a': allow, 'GET /b': rule } })
    const failed = expect.objectContaining({ kind: 'failure', code: 'routes.rule_failed' })
    expect(() => compiled.select(callerWith([]), testArn)).toThrow(failed)
    expect(() => compiled.decide(callerWith([]), 'GET', '/b')).toThrow(failed)
    expect(() => compiled.allows(callerWith([]), 'GET /b')).toThrow(failed)
    expect(compiled.decide(callerWith([]), 'GET', '/a').allowed).toBe(true)
  })

  it('stays under the bound that is given for it', () => {
    const compiled = compile({ routes: orders, deployed: 'listed' })
    for (const scopes of [[], ['read'], ['write'], ['read', 'write', 'items']]) {
      const stage = 's'.repeat(32)
      const document = {
        Version: '2012-10-17',
        Statement: compiled.select(callerWith(scopes), {
          ...testArn,
          stage,
          region: 'ap-southeast-1',
        }),
      }
      expect(JSON.stringify(document).length).toBeLessThan(compiled.worstCaseBytes)
    }
  })

  it('fits resources of long paths behind the longest ARN, and refuses longer ones', () => {
    const arn = {
      partition: 'aws-us-gov',
      region: 'ap-southeast-1',
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      stage: 's'.repeat(128),
    }
    const compiled = compile({ routes: { [`ANY /${'a'.repeat(298)}`]: allow } })
    const [allows] = compiled.select(callerWith([]), arn)
    expect(allows?.Resource).toHaveLength(14)
    expect(() =>
      compiled.select(callerWith([]), { ...arn, apiId: 'x'.repeat(40), region: 'y'.repeat(40) }),
    ).toThrow(expect.objectContaining({ code: 'routes.long_arn' }))
  })
})

describe('a table that one policy cannot say', () => {
  it.each([
    ['a depth that is bounded twice', ['GET /a/{x}', 'GET /a/{x}/{y}', 'GET /a/{x}/{y}/{z}']],
    ['a greedy route around a parameter', ['GET /{p+}', 'GET /users/{id}']],
    ['an exception to an exception', ['ANY /*', 'ANY /admin/*', 'GET /admin/health']],
    ['a literal in front', ['GET /{org}/{id}', 'GET /acme/{id}', 'GET /acme/{id}/pub']],
    ['a parameter that may be a literal', ['GET /t/{t}', 'GET /t/{t}/p', 'GET /t/{t}/p/{p}/k/{k}']],
  ])('is refused although the deployment is known: %s', (_case, patterns) => {
    const routes = toRules(patterns)
    expect(() => compile({ routes, deployed: 'listed' })).toThrow(
      expect.objectContaining({ code: 'AC1016' }),
    )
    expect(compile({ routes, deployed: 'listed', perRoute: true })).toMatchObject({
      step: 'per-route',
      key: 'route',
    })
  })

  it.each([
    [
      'a literal end that the deeper route has not',
      ['GET /{x}', 'GET /{x}/set', 'GET /{x}/set/pub'],
    ],
    ['literals inside a greedy route', ['GET /{p+}', 'GET /users', 'GET /admin/health']],
    ['a parameter and a greedy route at one place', ['GET /a/{x}', 'GET /a/{p+}']],
  ])('is told from one that it can: %s', (_case, patterns) => {
    expect(compile({ routes: toRules(patterns), deployed: 'listed' }).step).not.toBe('per-route')
  })

  it('is refused with the three patterns, an example and the ways out', () => {
    const routes = toRules(['ANY /*', 'ANY /admin/*', 'GET /admin/health'])
    const refused = (): unknown => compile({ routes })
    expect(refused).toThrow(ConfigInvalidError)
    for (const part of [
      '"ANY /*"',
      '"ANY /admin/*"',
      '"GET /admin/health"',
      'GET /admin/health ',
    ]) {
      expect(refused).toThrow(part)
    }
    for (const way of ['routesFrom', 'REQUEST', 'ttlSeconds']) expect(refused).toThrow(way)
  })

  it('is none when the scopes of the three cannot come together', () => {
    const routes = {
      'GET /{p+}': requireScope('all', 'users'),
      'GET /users/{id}': requireScope('users'),
    }
    expect(compile({ routes }).step).toBe('complete')
  })

  it('is none when everybody may call the one in the middle', () => {
    const routes = { 'GET /{p+}': read, 'GET /users/{id}': allow }
    expect(compile({ routes }).step).toBe('complete')
  })

  it('becomes sayable when what is unlisted follows the same rule', () => {
    const routes = { 'GET /o/{id}': read, 'GET /o/{id}/items': read }
    expect(compile({ routes, perRoute: true }).step).toBe('per-route')
    expect(compile({ routes, defaultRule: read }).step).toBe('complete')
  })

  it('says what would be open if it were deployed one day', () => {
    const routes = { 'GET /o/{id}': read, 'GET /o/{id}/items': read }
    const compiled = compile({ routes, deployed: 'listed' })
    expect(compiled.openIfAdded).toEqual(['GET /o/{x2}/{x3}'])
    const statements = compiled.select(callerWith(['read']), testArn)
    expect(isAllowed(statements, arnOf('GET', '/o/7/zzz'))).toBe(true)
    expect(isAllowed(statements, arnOf('GET', '/o/7/items/zzz'))).toBe(false)
    expect(isAllowed(statements, arnOf('GET', '/zzz'))).toBe(false)
  })

  it('counts on nothing when an HTTP API has a $default route', () => {
    const routes = { 'GET /o/{id}': read, 'GET /o/{id}/items': read }
    const input = { api: 'http', routes, perRoute: true } as const
    expect(compile({ ...input, deployed: Object.keys(routes) }).step).toBe('listed')
    expect(compile({ ...input, deployed: [...Object.keys(routes), '$default'] })).toMatchObject({
      step: 'per-route',
      key: 'path',
    })
  })

  it('counts as one that no policy can say when looking through it would take too long', () => {
    const routes = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => {
        const path = Array.from({ length: 12 }, (__, at) =>
          (index * 7 + at * 13) % 5 === 0 ? `l${index % 9}` : `{p${at}}`,
        )
        return [`GET /${path.join('/')}/end${index}`, requireScope(`s${index}`)]
      }),
    )
    expect(() => compile({ routes })).toThrow(expect.objectContaining({ code: 'AC1016' }))
  }, 30_000)
})

describe('an answer for one route', () => {
  const table = {
    routes: { 'ANY /*': read, 'ANY /admin/*': write, 'GET /admin/health': allow },
    perRoute: true,
  }

  it.each([
    ['the table promises to be complete', 'listed', 'route'],
    ['nothing is known', 'unknown', 'path'],
    [
      'every deployed template has one rule',
      ['GET /admin/{proxy+}', 'GET /x/{id}', 'GET /admin/health'],
      'route',
    ],
    ['one template spans several rules', ['ANY /{proxy+}'], 'path'],
    ['one template spans them for one method only', ['ANY /admin/{proxy+}', 'GET /x'], 'path'],
  ] as const)('is kept by route or by path: %s', (_case, deployed, key) => {
    expect(compile({ ...table, deployed, policies: false })).toMatchObject({
      step: 'per-route',
      key,
    })
  })

  it('is the table’s own, by path', () => {
    const compiled = compile({ ...table, policies: false })
    const ask = (method: string, path: string): unknown =>
      compiled.decide(callerWith(['read']), method, path)
    expect(ask('GET', '/x')).toEqual({ pattern: 'ANY /*', allowed: true })
    expect(ask('GET', '/admin/health')).toEqual({ pattern: 'GET /admin/health', allowed: true })
    expect(ask('POST', '/admin/health')).toEqual({ pattern: 'ANY /admin/*', allowed: false })
    expect(ask('GET', '/x//y')).toEqual({ pattern: undefined, allowed: false })
    expect(ask('TRACE', '/x')).toEqual({ pattern: undefined, allowed: false })
    expect(() => compiled.select(callerWith([]), testArn)).toThrow(
      expect.objectContaining({ code: 'routes.per_route' }),
    )
  })

  it.each([
    ['listed', '/', 'ANY /*', true],
    ['listed', '/{proxy+}', 'ANY /*', true],
    ['listed', '/admin/{anything+}', 'ANY /admin/*', false],
    ['listed', 'GET /admin/health', 'GET /admin/health', true],
    ['listed', '/admin/{id}', undefined, false],
    ['listed', '$default', undefined, false],
    ['unknown', '/{proxy+}', undefined, false],
    ['unknown', '/admin/health', 'GET /admin/health', true],
    ['unknown', '/admin/{proxy+}', undefined, false],
    ['unknown', '/x/{id}', 'ANY /*', true],
  ] as const)('is the table’s own, by template: %s %s', (deployed, template, pattern, allowed) => {
    const compiled = compile({ ...table, deployed, policies: false })
    expect(compiled.decideTemplate(callerWith(['read']), 'GET', template)).toEqual(
      pattern === undefined ? undefined : { pattern, allowed },
    )
  })

  it('is defaultRule’s for a deployed template that the table does not list', () => {
    const input = { routes: { 'GET /a': allow }, deployed: ['GET /a', 'GET /b'], policies: false }
    const closed = compile({ ...input, perRoute: true })
    const open = compile({ ...input, perRoute: true, defaultRule: read })
    const ask = (compiled: typeof closed): unknown =>
      compiled.decideTemplate(callerWith(['read']), 'GET', '/b')
    expect(ask(closed)).toEqual({ pattern: undefined, allowed: false })
    expect(ask(open)).toEqual({ pattern: undefined, allowed: true })
    expect(closed.decideTemplate(callerWith([]), 'GET', '/c')).toBeUndefined()
  })
})

describe('a large table', () => {
  // Comparing each resource with each other one took eighteen seconds, and a cold start compiles.
  it('of ten thousand routes below one literal compiles in a few seconds', () => {
    const routes = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`GET /api/a${at}/{id}`, requireScope(`s${at}`)]),
    )
    const startedAt = performance.now()
    const compiled = compile({ routes, deployed: 'listed' })
    const [allows] = compiled.select(callerWith(['s7']), testArn)
    expect(performance.now() - startedAt).toBeLessThan(6000)
    expect(tails(allows?.Resource)).toEqual(['…/GET/api/a7/?*'])
  })
})

describe('the matrix of a table', () => {
  it('asks every pattern in the order in which they are written', () => {
    const compiled = compile({ routes: orders, deployed: 'listed' })
    const caller = callerWith(['read'])
    expect(compiled.patterns).toEqual(Object.keys(orders))
    expect(compiled.patterns.map((pattern) => compiled.allows(caller, pattern))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ])
    expect(compiled.allows(caller, 'GET /nothing')).toBe(false)
  })
})
