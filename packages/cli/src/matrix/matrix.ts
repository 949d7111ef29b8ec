/** Who may call what. @module */
import type { AuthchainConfig, IdentityRule, RouteRule } from '@authchain/core'
import type { SamplePrincipal } from './read-principals.js'

/** `error`: the rule threw or answered neither true nor false, which on Lambda is a 500. */
export type MatrixCell = 'allow' | 'deny' | 'error'

/** One route and what it answers each sample. */
interface MatrixRow {
  /** As written in the configuration; the last row is for every other route. */
  readonly route: string
  readonly cells: readonly MatrixCell[]
}

/** A table of routes and principals. */
export interface Matrix {
  readonly principals: readonly string[]
  readonly rows: readonly MatrixRow[]
}

/** Names the row of what the table does not list. */
export const otherRoutes = 'every other route'

/**
 * Asks every rule about every sample. Rules among the plugins hold for every route; other plugins have said
 * who the caller is, which is what a sample stands for.
 */
export function toMatrix(
  { plugins, routes = {}, defaultRule }: AuthchainConfig,
  samples: readonly SamplePrincipal[],
): Matrix {
  const demanded = plugins.filter((plugin) => (plugin as Partial<IdentityRule>).rule === true)
  // Without a table every route is open to whom the plugins let pass.
  const other = defaultRule ?? (Object.keys(routes).length === 0 ? () => true : () => false)
  const rules: readonly (readonly [string, RouteRule])[] = [
    ...Object.entries(routes as Readonly<Record<string, RouteRule>>),
    [otherRoutes, other as RouteRule],
  ]
  return {
    principals: samples.map(({ name }) => name),
    rows: rules.map(([route, rule]) => ({
      route,
      cells: samples.map((sample) => ask([...(demanded as IdentityRule[]), rule], sample)),
    })),
  }
}

function ask(rules: readonly RouteRule[], { identity }: SamplePrincipal): MatrixCell {
  try {
    const answers: readonly unknown[] = rules.map((rule) =>
      typeof rule === 'function' ? rule(identity) : rule.allows(identity),
    )
    if (!answers.every((answer) => typeof answer === 'boolean')) return 'error'
    return answers.every((answer) => answer) ? 'allow' : 'deny'
  } catch {
    return 'error'
  }
}
