/** Which authorizer of a plan stands before a route. @module */
import type { Plan, PlannedResource } from './read-plan.js'

/** `unknown`: the plan says it by a variable, or leaves it for the apply. */
export type Ownership = 'same' | 'other' | 'unknown'

const types: ReadonlySet<string> = new Set([
  'aws_api_gateway_authorizer',
  'aws_apigatewayv2_authorizer',
])

/**
 * Tells whether a route names one authorizer or another: by ids where both were applied before, else by what
 * the argument refers to. An output of a module stands for the authorizers inside of that module.
 */
export function findOwnership(
  route: PlannedResource,
  authorizer: PlannedResource,
  plan: Plan,
): Ownership {
  const id = route.values['authorizer_id']
  // An id that is known before the apply is not that of an authorizer which is still to be made.
  if (typeof id === 'string') return id === authorizer.values['id'] ? 'same' : 'other'
  const all = plan.resources.filter(({ type }) => types.has(type))
  const prefix = route.module === '' ? '' : `${route.module}.`
  const named = (route.references['authorizer_id'] ?? [])
    .map((name) => toOwner(`${prefix}${name}`, name))
    .flatMap((owner) => all.filter(({ address }) => isIn(owner, address)))
  if (named.length === 0) return 'unknown'
  return named.includes(authorizer) ? 'same' : 'other'
}

/** `module.auth.authorizer_id` → `module.auth`; of a resource without its attribute. */
function toOwner(address: string, name: string): string {
  if (!name.startsWith('module.')) return address
  const call = /^module\.[\w-]+/.exec(name)?.[0] ?? name
  return address.slice(0, address.length - name.length) + call
}

/** The resource itself, one instance of it, or one inside of the module. */
function isIn(owner: string, address: string): boolean {
  return address === owner || address.startsWith(`${owner}.`) || address.startsWith(`${owner}[`)
}
