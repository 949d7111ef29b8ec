/** A policy as evaluated, and what else it opens while it is cached. @module */
import { decidePolicy, explainPolicy } from '@authchain/gateway'
import type { ExplainedPolicy, PolicyFacts, RequestTrace } from '@authchain/gateway'
import type { EvaluatedStatement, OpenedRoute, RecordedPolicy } from '@authchain/inspector/record'
import type { Redactor } from './redactor.js'

/** A method and a concrete path. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
}

/** What a policy is looked at with. */
export interface PolicySurroundings {
  /** `GET /orders/{id}` …; the API's own. */
  readonly routes: readonly string[]
  /** Requests that were recorded before. */
  readonly seen: readonly SeenRequest[]
  readonly facts: PolicyFacts
}

const mostOpened = 60
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Explains the policy of a trace; null when none was evaluated. */
export function toPolicyRecord(
  trace: RequestTrace,
  surroundings: PolicySurroundings,
  redactor: Redactor,
): RecordedPolicy | null {
  const { policyDocument, decision, methodArn, statement, ttlSecondsLeft } = trace
  if (decision === null || methodArn === null) return null
  const explained = explainPolicy(policyDocument, methodArn, surroundings.facts)
  if (explained === undefined) return null
  const statements = explained.statements.map((each, index) => toStatement(each, index, redactor))
  return {
    document: redactor.json(policyDocument),
    bytes: Buffer.byteLength(JSON.stringify(policyDocument)),
    decision,
    statement,
    why: toWhy(decision, statements),
    statements,
    opens: ttlSecondsLeft === null ? [] : findOpened(trace, methodArn, surroundings, redactor),
  }
}

function toStatement(
  { effect, matchesAction, matchesResource, conditions, applies }: ExplainedPolicy['statements'][0],
  index: number,
  redactor: Redactor,
): EvaluatedStatement {
  return {
    index,
    effect,
    matchesAction,
    matchesResource,
    conditions: conditions.map(({ operator, key, values, actual, holds }) => ({
      operator: redactor.text(operator),
      key: redactor.text(key),
      values: values.map((value) => redactor.text(value)),
      actual: actual === undefined ? null : redactor.text(actual),
      holds: holds === undefined ? 'unknown' : holds ? 'yes' : 'no',
    })),
    applies,
  }
}

function toWhy(
  decision: RecordedPolicy['decision'],
  statements: readonly EvaluatedStatement[],
): RecordedPolicy['why'] {
  if (decision === 'Allow') return 'allow'
  if (decision === 'ExplicitDeny') return 'explicit-deny'
  const isHeldBack = statements.some(
    ({ effect, matchesAction, matchesResource, applies }) =>
      effect === 'Allow' && matchesAction && matchesResource && !applies,
  )
  return isHeldBack ? 'condition' : 'not-covered'
}

function findOpened(
  { policyDocument, method, path }: RequestTrace,
  methodArn: string,
  { routes, seen, facts }: PolicySurroundings,
  redactor: Redactor,
): readonly OpenedRoute[] {
  const stageArn = methodArn.split('/', 2).join('/')
  const opened = new Map<string, OpenedRoute>()
  const add = (route: string, from: OpenedRoute['from'], decision: OpenedRoute['decision']) => {
    if (route === `${method} ${path}` || opened.has(route)) return
    opened.set(route, { route: redactor.text(route), from, decision })
  }
  const asked = [
    ...routes.flatMap(toSamples).map((each) => ({ ...each, from: 'table' as const })),
    ...seen.map((each) => ({
      ...each,
      name: `${each.method} ${each.path}`,
      from: 'seen' as const,
    })),
  ]
  const arns = asked.map((each) => `${stageArn}/${each.method}${each.path}`)
  for (const [index, decision] of decidePolicy(policyDocument, arns, facts).entries()) {
    const each = asked[index]
    if (each !== undefined) add(each.name, each.from, decision)
  }
  for (const [route, decision] of toPolicyRoutes(policyDocument)) add(route, 'policy', decision)
  return [...opened.values()].slice(0, mostOpened)
}

/** One sample for each method of a route. A route that spans everything (`$default`) says nothing and gives none. */
function toSamples(route: string): readonly (SeenRequest & { readonly name: string })[] {
  const [method = '', template = ''] = route.split(' ', 2)
  if (
    !template.startsWith('/') ||
    template === '/{proxy+}' ||
    (method === 'ANY' && template === '/')
  )
    return []
  const path = template.replaceAll(/\{[^{}]{1,64}\}/g, 'sample').replace(/\/\*$/, '/sample')
  const each = method === 'ANY' ? methods : [method]
  return each.map((name) => ({ name: `${name} ${template}`, method: name, path }))
}

/** The policy's own resources as routes: `arn:…:api/dev/GET/orders/*` is `GET /orders/*`. */
export function toPolicyRoutes(
  document: unknown,
): readonly (readonly [string, 'Allow' | 'ExplicitDeny'])[] {
  const { Statement: statement } = document as { readonly Statement: unknown }
  const list = (Array.isArray(statement) ? statement : [statement]) as readonly {
    readonly Effect: string
    readonly Resource?: string | readonly string[]
  }[]
  return list.flatMap(({ Effect, Resource = [] }) =>
    [Resource].flat().map((resource) => {
      const [, , method = '*', ...rest] = resource.split('/')
      // A star spans slashes: `dev/*` is every path of every method.
      const path = rest.length === 0 && method.endsWith('*') ? '*' : rest.join('/')
      return [`${method} /${path}`, Effect === 'Allow' ? 'Allow' : 'ExplicitDeny'] as const
    }),
  )
}
