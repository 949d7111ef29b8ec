/** Who may call what. @module */
import type { AnyPlugin, AuthchainConfig, IdentityRule, RouteRule } from '@authchain/core'
import { findStructure } from '../explain/plugin-tree.js'
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
  const demanded = plugins.flatMap(findDemanded)
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
      cells: samples.map((sample) => ask([...demanded, rule], sample)),
    })),
  }
}

/** Rules that everybody has to meet: those inside of `allOf` are among them, alternatives are not. */
function findDemanded(plugin: AnyPlugin): readonly IdentityRule[] {
  if ((plugin as Partial<IdentityRule>).rule === true) return [plugin as IdentityRule]
  const { shape, members = [] } = findStructure(plugin)
  return shape === 'all' ? members.flatMap(findDemanded) : []
}

function ask(rules: readonly RouteRule[], { identity }: SamplePrincipal): MatrixCell {
  try {
    const answers: readonly unknown[] = rules.map((rule) =>
      typeof rule === 'function' ? rule(identity) : rule.allows(identity),
    )
    if (!answers.every((answer) => typeof answer === 'boolean')) {
      // A promise that is rejected later must not end the process.
      for (const answer of answers) void Promise.resolve(answer).catch(() => undefined)
      return 'error'
    }
    return answers.every((answer) => answer) ? 'allow' : 'deny'
  } catch {
    return 'error'
  }
}
