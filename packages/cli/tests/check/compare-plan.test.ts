import { allow, definePlugin, pass, requireScope } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { planAuthorizer } from '@authchain/core/manifest'
import { describe, expect, it } from 'vitest'
import { comparePlan } from '../../src/check/compare-plan.js'
import { toFlushCommand } from '../../src/check/flush-command.js'
import { readPlan } from '../../src/check/read-plan.js'
import type { Plan, PlannedResource } from '../../src/check/read-plan.js'

const folder = new URL('fixtures/', import.meta.url).pathname
const planned = await readPlan('plan.json', folder)
const who = definePlugin({
  name: 'who',
  requires: { credentials: ['token'] },
  validate: () => pass({ principalId: 'u' }),
})()
const routes = {
  'GET /orders': allow,
  'POST /orders': allow,
  'GET /orders/{orderId}': allow,
} as const
const config: AuthchainConfig = { plugins: [who], routes, routesFrom: 'table' }
const authorizerAddress = 'module.auth.aws_api_gateway_authorizer.this'

const compare = (
  changed: Partial<AuthchainConfig> = {},
  { plan = planned, authorizer }: { readonly plan?: Plan; readonly authorizer?: string } = {},
): readonly string[] => {
  const whole = { ...config, ...changed }
  const authorizerPlan = planAuthorizer(whole)
  return comparePlan({ plan, authorizer, config: whole, authorizerPlan }).map(
    ({ code, message }) => `${code} ${message}`,
  )
}
/** The plan with other values of its authorizer. */
const withAuthorizer = (
  values: Readonly<Record<string, unknown>>,
  unknown: readonly string[] = [],
): Plan => ({
  ...planned,
  resources: planned.resources.map((resource) =>
    resource.address === authorizerAddress
      ? {
          ...resource,
          values: { ...resource.values, ...values },
          unknown: new Set([...resource.unknown, ...unknown]),
        }
      : resource,
  ),
})
const toResource = (
  type: string,
  name: string,
  values: PlannedResource['values'],
): PlannedResource => ({
  address: `${type}.${name}`,
  type,
  name,
  values,
  unknown: new Set(),
  references: {},
  module: '',
})

describe('the comparison with a plan', () => {
  describe('of routes with another authorizer', () => {
    const other = toResource('aws_api_gateway_authorizer', 'partner', { name: 'partner' })
    const inModule: PlannedResource = {
      ...other,
      address: `module.partner.${other.address}`,
      module: 'module.partner',
    }
    const root = toResource('aws_api_gateway_rest_api', 'root', { root_resource_id: 'root' })
    const method = (
      authorizer: string,
      values: PlannedResource['values'] = {},
      http = 'GET',
    ): Plan => {
      const known = { http_method: http, resource_id: 'root', authorization: 'CUSTOM', ...values }
      const references = { authorizer_id: [authorizer] }
      const route = { ...toResource('aws_api_gateway_method', 'get', known), references }
      return { ...planned, resources: [...planned.resources, root, other, inModule, route] }
    }
    const table = { routes: { ...routes, 'GET /': allow } as const }
    const found = (plan: Plan, changed: Partial<AuthchainConfig> = table): readonly string[] =>
      compare(changed, { plan, authorizer: authorizerAddress })

    it.each([
      ['by a reference', method('aws_api_gateway_authorizer.partner')],
      ['by the output of a module', method('module.partner.authorizer_id')],
      ['by an id', method('var.id', { authorizer_id: 'abc123' })],
    ])('says that nobody asks the table: %s', (_case, plan) => {
      expect(found(plan)).toEqual([
        expect.stringMatching(/^AC5024 GET \/ .*in the table as GET \/$/),
      ])
    })

    it.each([
      ['its own authorizer, behind the output of a module', method('module.auth.authorizer_id')],
      ['what only a variable says', method('var.authorizer_id')],
    ])('says nothing of %s', (_case, plan) => {
      expect(found(plan)).toEqual([])
    })

    it('does not ask for routes in the table that another authorizer decides', () => {
      const plan = method('aws_api_gateway_authorizer.partner')
      expect(found(plan, {})).toEqual([])
      expect(found(method('module.auth.authorizer_id'), {})).toEqual([
        expect.stringMatching(/^AC5016 GET \//),
      ])
    })
  })

  it('finds nothing where the plan is as the manifest says', () => {
    expect(compare()).toEqual([])
  })

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['another TTL', { authorizer_result_ttl_in_seconds: 3600 }, /TTL is 3600 s, must be 300 s/],
    ['no TTL and another default', { authorizer_result_ttl_in_seconds: 0 }, /TTL is 0 s/],
    [
      'another identity source',
      { identity_source: 'method.request.header.X-Key' },
      /identity sources/,
    ],
    ['no identity source', { identity_source: '' }, /identity sources is none/],
    [
      'one identity source more',
      { identity_source: 'method.request.header.Authorization,context.httpMethod' },
      /identity sources/,
    ],
    ['another type', { type: 'TOKEN' }, /type is TOKEN, must be REQUEST/],
  ])('is an error with %s', (_case, values, message) => {
    const [finding, ...others] = compare({}, { plan: withAuthorizer(values) })
    expect(finding).toMatch(/^AC5014 /)
    expect(finding).toMatch(message)
    expect(others).toEqual([])
  })

  it('takes what Terraform leaves out as the default of API Gateway', () => {
    const plan = withAuthorizer({ authorizer_result_ttl_in_seconds: null, identity_source: null })
    expect(compare({}, { plan })).toEqual([])
  })

  it('asks which authorizer is meant, and takes the one that is named', () => {
    const second = { ...planned.resources.find(({ address }) => address === authorizerAddress)! }
    const plan = {
      ...planned,
      resources: [...planned.resources, { ...second, address: 'aws_api_gateway_authorizer.other' }],
    }
    expect(compare({}, { plan })).toEqual([expect.stringMatching(/^AC5013 which of them: /)])
    expect(compare({}, { plan, authorizer: authorizerAddress })).toEqual([])
    expect(compare({}, { plan, authorizer: 'nothing' })).toEqual([expect.stringMatching(/^AC5013/)])
  })

  it('is an error when a protected route is not in a table that says it is complete', () => {
    const fewer = { 'GET /orders': allow, 'POST /orders': allow } as const
    expect(compare({ routes: fewer })).toEqual([
      'AC5016 GET /orders/{id} (aws_api_gateway_method.order)',
    ])
  })

  it('lets a table that promises nothing be shorter', () => {
    const { routesFrom: _promise, ...free } = config
    const shorter: AuthchainConfig = { ...free, routes: { 'GET /orders': allow } }
    const authorizerPlan = planAuthorizer(shorter)
    const comparison = { plan: planned, authorizer: undefined, config: shorter, authorizerPlan }
    expect(comparePlan(comparison)).toEqual([])
  })

  it.each(['authorizer_result_ttl_in_seconds', 'identity_source'])(
    'takes no default for %s when its value is known only after the apply',
    (name) => {
      const plan = withAuthorizer({ [name]: null }, [name])
      expect(compare({}, { plan })).toEqual([expect.stringMatching(/^AC5014 .* is not known/)])
    },
  )

  it('compares the validation expression of a TOKEN authorizer', () => {
    const token = (identity_validation_expression: string | null): Plan =>
      withAuthorizer({ type: 'TOKEN', identity_validation_expression })
    const authorizer = { type: 'TOKEN', validationExpression: '^Bearer .+$' } as const
    expect(compare({ authorizer }, { plan: token('^Bearer .+$') })).toEqual([])
    expect(compare({ authorizer }, { plan: token(null) })).toEqual([
      expect.stringMatching(/^AC5014 .*validation expression is none/),
    ])
  })
})

describe('the comparison of routes', () => {
  const method = (path: string, http_method: string, authorization: string): Plan => ({
    ...planned,
    resources: [
      ...planned.resources,
      toResource('aws_api_gateway_resource', 'r', { id: 'added', path }),
      toResource('aws_api_gateway_method', 'm', {
        resource_id: 'added',
        http_method,
        authorization,
      }),
    ],
  })
  const admin = { ...routes, 'ANY /admin/*': requireScope('admin') } as const

  it('knows a deployed ANY where the table has each of its methods', () => {
    const plan = method('/admin', 'ANY', 'CUSTOM')
    expect(compare({ routes: admin }, { plan })).toEqual([])
    expect(compare({}, { plan })).toEqual(['AC5016 ANY /admin (aws_api_gateway_method.m)'])
  })

  it.each([
    ['the same route', '/admin', 'GET', 'NONE'],
    ['a route below the one of the table', '/admin/{section}', 'DELETE', 'NONE'],
    ['any method', '/admin', 'ANY', 'NONE'],
    ['another kind of authorizer', '/admin', 'GET', 'AWS_IAM'],
  ])('is an error when the table is not asked: %s', (_case, path, verb, authorization) => {
    const plan = method(path, verb, authorization)
    expect(compare({ routes: admin }, { plan })).toEqual([
      `AC5022 ${verb} ${path} (aws_api_gateway_method.m), in the table as ANY /admin/*`,
    ])
  })

  it.each([
    ['preflight requests', '/admin', 'OPTIONS'],
    ['a route that the table does not name', '/health', 'GET'],
    ['a route that the table allows to everybody', '/orders', 'GET'],
    ['a greedy route beside those of the table', '/{proxy+}', 'GET'],
  ])('leaves open what may be open: %s', (_case, path, verb) => {
    expect(compare({ routes: admin }, { plan: method(path, verb, 'NONE') })).toEqual([])
  })

  it('says that routes in the body of an API are not told', () => {
    const body = toResource('aws_api_gateway_rest_api', 'b', { body: '{"openapi":"3.0.1"}' })
    const plan = { ...planned, resources: [...planned.resources, body] }
    expect(compare({}, { plan })).toEqual(['AC5015 aws_api_gateway_rest_api.b.body'])
  })

  it('ends although two resources name each other as parent', () => {
    const parent = (name: string, of: string): PlannedResource => ({
      ...toResource('aws_api_gateway_resource', name, { path_part: name }),
      references: { parent_id: [`aws_api_gateway_resource.${of}`] },
    })
    const child = {
      ...toResource('aws_api_gateway_method', 'm', { http_method: 'GET' }),
      references: { resource_id: ['aws_api_gateway_resource.a'] },
    }
    const resources = [...planned.resources, parent('a', 'b'), parent('b', 'a'), child]
    expect(compare({}, { plan: { ...planned, resources } })).toEqual([
      'AC5015 aws_api_gateway_method.m',
    ])
  })
})

describe('the command that empties the cache', () => {
  const plan: Plan = {
    resources: [
      ...planned.resources,
      { ...toResource('aws_lambda_function', 'f', {}), address: 'f' },
    ],
    changed: new Set(['f']),
  }
  const { cachePlan } = planAuthorizer(config)

  it('is said when a function changes or the matrix is stricter, and not otherwise', () => {
    const unchanged = { ...plan, changed: new Set<string>() }
    expect(toFlushCommand({ cachePlan, plan, isStricter: false })).toContain(
      'flush-stage-authorizers-cache',
    )
    expect(toFlushCommand({ cachePlan, plan: unchanged, isStricter: true })).toBeDefined()
    expect(toFlushCommand({ cachePlan, plan: unchanged, isStricter: false })).toBeUndefined()
    expect(toFlushCommand({ cachePlan, plan: undefined, isStricter: false })).toBeUndefined()
  })

  it('is not said where nothing is kept', () => {
    const uncached = { ...cachePlan, ttlSeconds: 0 }
    expect(toFlushCommand({ cachePlan: uncached, plan, isStricter: true })).toBeUndefined()
  })

  it('is that of HTTP APIs for them', () => {
    const http = planAuthorizer({ ...config, authorizer: { api: 'http' } }).cachePlan
    expect(toFlushCommand({ cachePlan: http, plan, isStricter: true })).toContain(
      'apigatewayv2 reset-authorizers-cache',
    )
  })
})
