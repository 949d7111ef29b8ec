/** Does what Terraform deploys fit the configuration? @module */
import type { AuthorizerPlan, CachePlan } from '@authchain/core/manifest'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'
import { findPlannedRoutes } from './planned-routes.js'
import type { Plan, PlannedResource } from './read-plan.js'

/** What is compared, and of what. */
export interface PlanComparison {
  readonly plan: Plan
  /** Address of the authorizer; needed where the plan has several. */
  readonly authorizer: string | undefined
  readonly authorizerPlan: AuthorizerPlan
}

/** API Gateway's own default where Terraform says nothing. */
const usualTtlSeconds = 300

/**
 * Compares type, identity sources and TTL of the planned authorizer, and the planned routes, with what the
 * configuration demands.
 *
 * @returns Errors for what would be answered wrongly, warnings for what cannot be told.
 */
export function comparePlan(comparison: PlanComparison): readonly Finding[] {
  return [...compareAuthorizer(comparison), ...compareRoutes(comparison)]
}

function compareAuthorizer(comparison: PlanComparison): readonly Finding[] {
  const { plan, authorizer, authorizerPlan } = comparison
  const { cachePlan } = authorizerPlan
  const type =
    cachePlan.api === 'rest' ? 'aws_api_gateway_authorizer' : 'aws_apigatewayv2_authorizer'
  const all = plan.resources.filter((resource) => resource.type === type)
  const found = authorizer === undefined ? all : all.filter(({ address }) => address === authorizer)
  const [only] = found
  if (only === undefined || found.length > 1) {
    const names = all.map(({ address }) => address).join(', ')
    const message = all.length === 0 ? `the plan has no ${type}` : `which of them: ${names}`
    return [toFinding('error', 'AC5013', message)]
  }
  const deployed = cachePlan.api === 'rest' ? toRestFacts(only) : toHttpFacts(only)
  return Object.entries(toFacts(cachePlan))
    .filter(([name, value]) => deployed[name] !== value)
    .map(([name, value]) => {
      const message = `${only.address}: ${name} is ${deployed[name] ?? 'not known'}, must be ${value}`
      return toFinding('error', 'AC5014', message)
    })
}

type Facts = Readonly<Record<string, string>>

function toFacts(plan: CachePlan): Facts {
  const { api, type, identitySources, ttlSeconds, payload, simpleResponses } = plan
  return {
    type,
    'identity sources': toList(identitySources),
    ...(api === 'websocket' ? {} : { TTL: `${ttlSeconds} s` }),
    ...(api === 'http'
      ? { payload: payload ?? '2.0', 'simple responses': String(simpleResponses) }
      : {}),
  }
}

function toRestFacts({ values }: PlannedResource): Facts {
  const sources = values['identity_source'] ?? 'method.request.header.Authorization'
  return {
    type: toShown(values['type'] ?? 'TOKEN'),
    'identity sources': toList(typeof sources === 'string' ? sources.split(',') : []),
    TTL: toTtl(values['authorizer_result_ttl_in_seconds'] ?? usualTtlSeconds),
  }
}

function toHttpFacts({ values }: PlannedResource): Facts {
  const sources: unknown = values['identity_sources']
  return {
    type: toShown(values['authorizer_type']),
    'identity sources': toList(Array.isArray(sources) ? sources.map(String) : []),
    TTL: toTtl(values['authorizer_result_ttl_in_seconds'] ?? 0),
    payload: toShown(values['authorizer_payload_format_version']),
    'simple responses': toShown(values['enable_simple_responses'] ?? false),
  }
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
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : 'not known'
}

function toTtl(seconds: unknown): string {
  return `${Number(seconds)} s`
}

/** A route that the table does not know gets `defaultRule`, or is open where the table is taken as complete. */
function compareRoutes({ plan, authorizerPlan }: PlanComparison): readonly Finding[] {
  const { routePlan } = authorizerPlan
  if (routePlan === undefined) return []
  const { routes, facts } = routePlan
  const findings: Finding[] = []
  for (const { pattern, isProtected, address } of findPlannedRoutes(plan)) {
    if (pattern === undefined) {
      findings.push(toFinding('warning', 'AC5015', address))
      continue
    }
    const [method = '', template = ''] = pattern.split(' ')
    const isListed = facts.deployed === 'unknown' || routes.isDeployed(method, template)
    if (isProtected && !isListed)
      findings.push(toFinding('error', 'AC5016', `${pattern} (${address})`))
  }
  return findings
}
