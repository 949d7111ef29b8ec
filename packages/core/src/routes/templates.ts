/** Which rule decides a whole route of the API, however its parameters are filled in. @module */
import type { Deployment } from './deployment.js'
import { methodsOf } from './deployment.js'
import { walkGlob } from './glob-walk.js'
import { toBases } from './route-bases.js'
import { parseRoutePattern } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import type { RouteTable } from './route-table.js'
import { createRouteTrie, findRouteAt, insertRoute } from './route-trie.js'

/** The answer for a template: the line of the table (undefined: `defaultRule`) and its rule. */
interface TemplateAnswer {
  readonly route: number | undefined
  readonly rule: number
}

/** Enough for any table's template; a template that needs more counts as one that spans several rules. */
const mostSteps = 50_000

/** Templates whose answer is kept. An API has no more. */
const mostTemplates = 2_000

/** Finds the rule of a template; undefined when there is none or more than one. */
export type TemplateFinder = (method: string, template: string) => TemplateAnswer | undefined

/** Prepares {@link TemplateFinder}. `template` is `/orders/{id}` or an HTTP API's `GET /orders/{id}`. */
export function createTemplateFinder(
  table: RouteTable,
  { patterns, tries }: Deployment,
): TemplateFinder {
  const kept = new Map<string, TemplateAnswer | undefined>()
  return (method, template) => {
    const key = `${method} ${template.slice(template.indexOf('/'))}`
    if (kept.has(key)) return kept.get(key)
    const pattern = tryParse(key, table)
    const answer = pattern && methodsOf(pattern).length === 1 ? find(pattern) : undefined
    if (kept.size < mostTemplates) kept.set(key, answer)
    return answer
  }

  function find(pattern: RoutePattern): TemplateAnswer | undefined {
    const trie = table.tries.get(pattern.method)
    if (trie === undefined) return undefined
    if (tries === table.tries) {
      const route = findRouteAt(trie, pattern)
      const line = route === undefined ? undefined : table.routes[route]
      return line && { route, rule: line.rule }
    }
    const isKnown = patterns.length > 0
    const deployed = tries?.get(pattern.method) ?? only(pattern, table)
    const target = findRouteAt(deployed, pattern)
    if (target === undefined) return undefined
    const answer = spanOf(pattern, target, deployed)
    return isKnown || answer?.route !== undefined ? answer : undefined
  }

  function spanOf(
    pattern: RoutePattern,
    target: number,
    deployed: ReturnType<typeof createRouteTrie>,
  ): TemplateAnswer | undefined {
    const trie = table.tries.get(pattern.method)
    if (trie === undefined) return undefined
    const budget = { steps: mostSteps }
    let answer: TemplateAnswer | undefined
    for (const base of toBases(pattern, table.api)) {
      const reached = walkGlob(base, { table: trie, deployed }, budget)
      if (reached === undefined) return undefined
      for (const { template, route } of reached) {
        if (template !== target) continue
        const line = route === undefined ? undefined : table.routes[route]
        const rule = line?.rule ?? table.defaultRule
        if (answer !== undefined && answer.rule !== rule) return undefined
        answer ??= { route, rule }
      }
    }
    return answer
  }
}

/** Do all deployed templates have one rule each, so that the template can stand in for the path? */
export function areTemplatesEnough(
  table: RouteTable,
  { patterns, tries }: Deployment,
  find: TemplateFinder,
): boolean {
  if (tries === undefined) return false
  if (tries === table.tries) return true
  return patterns.every((pattern) =>
    methodsOf(pattern).every(
      (method) => find(method, pattern.text.slice(pattern.text.indexOf('/'))) !== undefined,
    ),
  )
}

function tryParse(text: string, { api }: RouteTable): RoutePattern | undefined {
  try {
    return parseRoutePattern(text, api)
  } catch {
    // A template that no pattern can be, `$default` among them, is not in the table.
    return undefined
  }
}

function only(pattern: RoutePattern, { api }: RouteTable): ReturnType<typeof createRouteTrie> {
  const trie = createRouteTrie(api)
  insertRoute(trie, pattern, 0)
  return trie
}
