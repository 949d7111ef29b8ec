/** Does what Terraform deploys fit the configuration? @module */
import type { AuthchainConfig } from '@authchain/core'
import type { AuthorizerPlan, CachePlan } from '@authchain/core/manifest'
import { compareRoutes } from './compare-routes.js'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'
import type { Plan, PlannedResource } from './read-plan.js'

/** What is compared, and of what. */
export interface PlanComparison {
  readonly plan: Plan
  /** Address of the authorizer; needed where the plan has several. */
  readonly authorizer: string | undefined
  readonly config: Pick<AuthchainConfig, 'routes'>
  /** Of this configuration. */
  readonly authorizerPlan: AuthorizerPlan
}

/** API Gateway's own default where Terraform says nothing. */
const usualTtlSeconds = 300

const notKnown = 'not known'

/**
 * Compares type, identity sources and TTL of the planned authorizer, and the planned routes, with what the
 * configuration demands.
 *
 * @returns Errors for what would be answered wrongly, warnings for what cannot be told.
 */
export function comparePlan(comparison: PlanComparison): readonly Finding[] {
  const { plan, authorizer, authorizerPlan } = comparison
  const { cachePlan } = authorizerPlan
  const type =
    cachePlan.api === 'rest' ? 'aws_api_gateway_authorizer' : 'aws_apigatewayv2_authorizer'
  const all = plan.resources.filter((resource) => resource.type === type)
  const found = authorizer === undefined ? all : all.filter(({ address }) => address === authorizer)
  const only = found.length === 1 ? found[0] : undefined
  const names = all.map(({ address }) => address).join(', ')
  const missing = all.length === 0 ? `the plan has no ${type}` : `which of them: ${names}`
  return [
    ...(only === undefined
      ? [toFinding('error', 'AC5013', missing)]
      : compareAuthorizer(only, cachePlan)),
    ...compareRoutes({ ...comparison, authorizer: only }),
  ]
}

function compareAuthorizer(only: PlannedResource, cachePlan: CachePlan): readonly Finding[] {
  const deployed = cachePlan.api === 'rest' ? toRestFacts(only) : toHttpFacts(only)
  return Object.entries(toFacts(cachePlan))
    .filter(([name, value]) => deployed[name] !== value)
    .map(([name, value]) => {
      const message = `${only.address}: ${name} is ${deployed[name] ?? notKnown}, must be ${value}`
      return toFinding('error', 'AC5014', message)
    })
}

type Facts = Readonly<Record<string, string>>

function toFacts(plan: CachePlan): Facts {
  const { api, type, identitySources, ttlSeconds, payload, simpleResponses } = plan
  return {
    type,
    'identity sources': toList(identitySources),
    ...(type === 'TOKEN' ? { 'validation expression': plan.validationExpression ?? 'none' } : {}),
    ...(api === 'websocket' ? {} : { TTL: `${ttlSeconds} s` }),
    ...(api === 'http'
      ? { payload: payload ?? '2.0', 'simple responses': String(simpleResponses) }
      : {}),
  }
}

function toRestFacts(resource: PlannedResource): Facts {
  const read = reading(resource)
  const sources = read('identity_source', 'method.request.header.Authorization')
  return {
    type: toShown(read('type', 'TOKEN')),
    'identity sources': typeof sources === 'string' ? toList(sources.split(',')) : notKnown,
    TTL: toTtl(read('authorizer_result_ttl_in_seconds', usualTtlSeconds)),
    'validation expression': toShown(read('identity_validation_expression', '')) || 'none',
  }
}

function toHttpFacts(resource: PlannedResource): Facts {
  const read = reading(resource)
  const sources = read('identity_sources', [])
  return {
    type: toShown(read('authorizer_type', undefined)),
    'identity sources': Array.isArray(sources) ? toList(sources.map(String)) : notKnown,
    TTL: toTtl(read('authorizer_result_ttl_in_seconds', 0)),
    payload: toShown(read('authorizer_payload_format_version', undefined)),
    'simple responses': toShown(read('enable_simple_responses', false)),
  }
}

/** A default holds where an argument was left out, and not where its value is known only after the apply. */
function reading({ values, unknown }: PlannedResource) {
  return (name: string, usual: unknown): unknown =>
    unknown.has(name) ? undefined : (values[name] ?? usual)
}

/** Names of headers are compared without case; the order does not matter. */
function toList(sources: readonly string[]): string {
  const texts = sources
    .map((source) => source.trim())
    .filter((source) => source !== '')
    .map((source) => (source.includes('request.header.') ? source.toLowerCase() : source))
  return texts.length === 0 ? 'none' : texts.toSorted().join(', ')
}

/** Terraform has texts and booleans there; anything else is not known. */
function toShown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : notKnown
}

function toTtl(seconds: unknown): string {
  return typeof seconds === 'number' ? `${seconds} s` : notKnown
}
