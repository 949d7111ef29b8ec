/** The routes of a Terraform plan. @module */
import type { Plan, PlannedResource } from './read-plan.js'

/** A route that the plan leaves deployed. */
export interface PlannedRoute {
  /** Undefined when its path cannot be told before it is applied. */
  readonly pattern: string | undefined
  /** A custom authorizer stands before it. */
  readonly isProtected: boolean
  readonly address: string
  /** What makes it, or holds it in a body. */
  readonly resource: PlannedResource
}

const apis: ReadonlySet<string> = new Set(['aws_api_gateway_rest_api', 'aws_apigatewayv2_api'])

/** Deeper than any path of an API; resources that name each other as parents end here. */
const mostParents = 30

/** Finds the methods of REST APIs and the routes of HTTP APIs. */
export function findPlannedRoutes(plan: Plan): readonly PlannedRoute[] {
  const routes: PlannedRoute[] = []
  for (const resource of plan.resources) {
    const { type, values, address } = resource
    if (type === 'aws_api_gateway_method') {
      const path = findPath(resource, 'resource_id', plan)
      const method = findText(values, 'http_method')
      const isKnown = path !== undefined && method !== undefined
      routes.push({
        pattern: isKnown ? `${method} ${path}` : undefined,
        isProtected: values['authorization'] === 'CUSTOM',
        address,
        resource,
      })
    } else if (type === 'aws_apigatewayv2_route') {
      routes.push({
        pattern: findText(values, 'route_key'),
        isProtected: values['authorization_type'] === 'CUSTOM',
        address,
        resource,
      })
    } else if (apis.has(type) && hasBody(resource)) {
      // Its routes are no resources of their own; they can be compared through routesFrom.
      const body = `${address}.body`
      routes.push({ pattern: undefined, isProtected: false, address: body, resource })
    }
  }
  return routes
}

/** The path of the resource that an argument refers to: known after it was applied once, else put together. */
function findPath(
  from: PlannedResource,
  argument: string,
  plan: Plan,
  depth = 0,
): string | undefined {
  if (depth > mostParents) return undefined
  const references = from.references[argument] ?? []
  if (references.some((name) => name.includes('root_resource_id'))) return '/'
  const id = findText(from.values, argument)
  if (id !== undefined && isRoot(id, plan)) return '/'
  const target = findById(id, plan) ?? findReferred(from, references, plan)
  if (target?.type !== 'aws_api_gateway_resource') return undefined
  const known = findText(target.values, 'path')
  if (known !== undefined) return known
  const part = findText(target.values, 'path_part')
  const parent = findPath(target, 'parent_id', plan, depth + 1)
  if (part === undefined || parent === undefined) return undefined
  return parent === '/' ? `/${part}` : `${parent}/${part}`
}

/** An OpenAPI document whose routes API Gateway makes itself. */
function hasBody({ values, unknown }: PlannedResource): boolean {
  return unknown.has('body') || findText(values, 'body') !== undefined
}

function isRoot(id: string, { resources }: Plan): boolean {
  return resources.some(({ values }) => values['root_resource_id'] === id)
}

function findById(id: string | undefined, { resources }: Plan): PlannedResource | undefined {
  if (id === undefined) return undefined
  return resources.find(
    ({ type, values }) => type === 'aws_api_gateway_resource' && values['id'] === id,
  )
}

/** Of instances made with count or for_each the one under the same key. */
function findReferred(
  from: PlannedResource,
  references: readonly string[],
  { resources }: Plan,
): PlannedResource | undefined {
  const prefix = from.module === '' ? '' : `${from.module}.`
  const key = /\[[^\]]*\]$/.exec(from.address)?.[0] ?? ''
  for (const name of references) {
    const address = `${prefix}${name}`
    const found =
      resources.find((item) => item.address === address) ??
      resources.find((item) => item.address === `${address}${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function findText(values: PlannedResource['values'], name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
