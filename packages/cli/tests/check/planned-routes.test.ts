import { describe, expect, it } from 'vitest'
import { findPlannedRoutes } from '../../src/check/planned-routes.js'
import { readPlan } from '../../src/check/read-plan.js'
import type { Plan } from '../../src/check/read-plan.js'
import { createProject } from '../helpers/project.js'

const folder = new URL('fixtures/', import.meta.url).pathname

const resource = (
  type: string,
  values: Readonly<Record<string, unknown>>,
): Plan['resources'][number] => ({
  address: `${type}.x${JSON.stringify(values)}`,
  type,
  name: 'x',
  values,
  unknown: new Set(),
  references: {},
  module: '',
})

describe('the routes of a plan', () => {
  it('are told before the first apply, through references, modules and for_each', async () => {
    const routes = findPlannedRoutes(await readPlan('plan.json', folder))
    expect(
      routes
        .map(({ pattern, isProtected }) => `${pattern} ${isProtected}`)
        .toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual([
      'GET /health false',
      'GET /orders true',
      'GET /orders/{id} true',
      'GET /status false',
      'POST /orders true',
    ])
  })

  it('are told by ids after it', () => {
    const plan: Plan = {
      changed: new Set(),
      resources: [
        resource('aws_api_gateway_rest_api', { id: 'api', root_resource_id: 'root' }),
        resource('aws_api_gateway_resource', { id: 'r1', path: '/a/{b+}', path_part: '{b+}' }),
        resource('aws_api_gateway_method', {
          resource_id: 'r1',
          http_method: 'ANY',
          authorization: 'CUSTOM',
        }),
        resource('aws_api_gateway_method', {
          resource_id: 'root',
          http_method: 'GET',
          authorization: 'NONE',
        }),
        resource('aws_apigatewayv2_route', { route_key: 'GET /c', authorization_type: 'CUSTOM' }),
      ],
    }
    expect(findPlannedRoutes(plan).map(({ pattern }) => pattern)).toEqual([
      'ANY /a/{b+}',
      'GET /',
      'GET /c',
    ])
  })

  it('stay unknown where nothing says them', () => {
    const plan: Plan = {
      changed: new Set(),
      resources: [
        resource('aws_api_gateway_method', { http_method: 'GET', authorization: 'CUSTOM' }),
      ],
    }
    expect(findPlannedRoutes(plan)).toMatchObject([{ pattern: undefined, isProtected: true }])
  })
})

const deepChange = `{"address":"a","change":{"actions":[],"after_unknown":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`

describe('a plan', () => {
  it.each([
    ['is not there', 'missing.json'],
    ['is not JSON', '../planned-routes.test.ts'],
    ['is another document', '../../../package.json'],
  ])('is refused when it %s', async (_case, path) => {
    await expect(readPlan(path, folder)).rejects.toMatchObject({ code: 'AC5012' })
  })

  it.each([
    ['modules', `{"root_module":${'{"child_modules":['.repeat(20_000)}{}${']}'.repeat(20_000)}}`],
    ['unknown values', `{"root_module":{}},"resource_changes":[${deepChange}]`],
  ])('is refused when its %s are nested without end', async (_case, planned_values) => {
    const { folder: own } = createProject({
      'plan.json': `{"format_version":"1.2","planned_values":${planned_values}}`,
    })
    await expect(readPlan('plan.json', own)).rejects.toMatchObject({ code: 'AC5012' })
  })
})
