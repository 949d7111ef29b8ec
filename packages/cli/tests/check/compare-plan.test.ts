import { allow, definePlugin, pass } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { planAuthorizer } from '@authchain/core/manifest'
import { describe, expect, it } from 'vitest'
import { comparePlan } from '../../src/check/compare-plan.js'
import { toFlushCommand } from '../../src/check/flush-command.js'
import { readPlan } from '../../src/check/read-plan.js'
import type { Plan } from '../../src/check/read-plan.js'

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
  const authorizerPlan = planAuthorizer({ ...config, ...changed })
  return comparePlan({ plan, authorizer, authorizerPlan }).map(
    ({ code, message }) => `${code} ${message}`,
  )
}
/** The plan with other values of its authorizer. */
const withAuthorizer = (values: Readonly<Record<string, unknown>>): Plan => ({
  ...planned,
  resources: planned.resources.map((resource) =>
    resource.address === authorizerAddress
      ? { ...resource, values: { ...resource.values, ...values } }
      : resource,
  ),
})

describe('the comparison with a plan', () => {
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
    const authorizerPlan = planAuthorizer({ ...free, routes: { 'GET /orders': allow } })
    const findings = comparePlan({ plan: planned, authorizer: undefined, authorizerPlan })
    expect(findings).toEqual([])
  })
})

describe('the command that empties the cache', () => {
  const plan: Plan = {
    resources: [
      ...planned.resources,
      {
        address: 'f',
        type: 'aws_lambda_function',
        name: 'f',
        values: {},
        references: {},
        module: '',
      },
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
