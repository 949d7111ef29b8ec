/** Which rows of the route table a route without the authorizer takes its requests from. @module */
import { allow } from '@authchain/core'
import type { AuthchainConfig, IdentityBase } from '@authchain/core'
import { compileRoutes } from '@authchain/core/manifest'

/** Finds the rows that take requests of a route, `METHOD /path`. */
export interface RowFinder {
  /** Every row. */
  readonly findRows: (pattern: string) => readonly string[]
  /** Those with another rule than `allow`: callers would get in whom the table denies. */
  readonly findGuarded: (pattern: string) => readonly string[]
}

/** What `ANY` stands for, OPTIONS aside: preflight requests carry no credential. */
export const verbs: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** No literal of a table is called so. */
const fresh = '~any~'

const nobody: IdentityBase = {
  principalId: undefined,
  scopes: [],
  claims: {},
  context: {},
  expiresAtSeconds: undefined,
}

/** Asks which row of the table takes a request. Rules are not asked: they are for callers who are known. */
export function createRowFinder(
  table: NonNullable<AuthchainConfig['routes']>,
  api: 'rest' | 'http',
): RowFinder {
  const compiled = compileRoutes({
    api,
    routes: Object.fromEntries(Object.keys(table).map((pattern) => [pattern, allow])),
    deployed: 'listed',
    policies: false,
    perRoute: true,
  })
  const findRows = (pattern: string): readonly string[] => {
    const rows = toRequests(pattern).map(
      ([method, path]) => compiled.decide(nobody, method, path).pattern,
    )
    return [...new Set(rows.filter((row) => row !== undefined))]
  }
  return {
    findRows,
    findGuarded: (pattern) => findRows(pattern).filter((row) => table[row as never] !== allow),
  }
}

/** A request for each method of a route, which nothing more specific takes. */
function toRequests(pattern: string): readonly (readonly [method: string, path: string])[] {
  const [method = '', template] = pattern.split(' ')
  if (template === undefined || method === 'OPTIONS') return []
  const path = template.replaceAll(/\{[^{}/]*\}/g, fresh)
  return (method === 'ANY' ? verbs : [method]).map((each) => [each, path])
}
