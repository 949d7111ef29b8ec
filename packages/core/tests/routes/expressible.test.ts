import { describe, expect, it } from 'vitest'
import { compileRoutes } from '../../src/routes/compile-policy.js'
import { callerWith, toRules } from '../helpers/route-tables.js'

const shapes = [
  '/{x}',
  '/{p+}',
  '/a',
  '/a/{x}',
  '/a/{p+}',
  '/{x}/b',
  '/a/{x}/b',
  '/a/{x}/{y}',
  '/a/*',
]

/** Generic requests, `zz` for a segment that no pattern names. */
const requests: readonly string[] = (() => {
  const paths = ['/']
  for (let from = 0, length = 1; length <= 5; length += 1) {
    const to = paths.length
    for (const parent of paths.slice(from, to)) {
      for (const segment of ['a', 'b', 'zz'])
        paths.push(`${parent === '/' ? '' : parent}/${segment}`)
    }
    from = to
  }
  return paths.flatMap((path) => (path === '/' ? [path] : [path, `${path}/`]))
})()

/** Which requests the resource of a request matches: what a policy that allows the one must allow or deny. */
const pumps: readonly (readonly number[])[] = requests.map((path) => {
  const glob = new RegExp(`^${path.replaceAll('zz', '.+')}$`)
  return requests.flatMap((other, index) => (glob.test(other) ? [index] : []))
})

function* tablesOf(size: number, from = 0): Generator<readonly string[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let at = from; at < shapes.length; at += 1) {
    for (const more of tablesOf(size - 1, at + 1)) yield [`GET ${shapes[at]}`, ...more]
  }
}

/** An allowed request inside whose resource a denied one lies, inside whose resource an allowed one lies. */
function hasChain(routes: readonly (string | undefined)[], isOpen: boolean): boolean {
  const above = new Map<number, Set<string>>()
  for (const [outer, route] of routes.entries()) {
    if (route === undefined) continue
    for (const denied of pumps[outer] ?? []) {
      if (routes[denied] === route || (routes[denied] === undefined && !isOpen)) continue
      above.set(denied, (above.get(denied) ?? new Set()).add(route))
    }
  }
  // The rules are free, so one route that is not the denied one is enough on either side.
  return [...above.keys()].some((denied) =>
    (pumps[denied] ?? []).some((inner) => {
      const route = routes[inner]
      return route !== undefined && route !== routes[denied]
    }),
  )
}

describe.each(['rest', 'http'] as const)('on a %s API', (api) => {
  it.each([
    ['whatever is deployed', 'unknown'],
    ['what is listed being deployed', 'listed'],
  ] as const)('a table is refused exactly when no policy can say it, %s', (_case, deployed) => {
    const count = { said: 0, refused: 0 }
    for (const patterns of [1, 2, 3, 4].flatMap((size) => [...tablesOf(size)])) {
      const input = { api, routes: toRules(patterns), policies: true, perRoute: true } as const
      const nobody = callerWith([])
      let compiled
      try {
        compiled = compileRoutes({ ...input, deployed })
      } catch {
        // `/a` and `/a/*` in one table.
        continue
      }
      const routes = requests.map((path) => compiled.decide(nobody, 'GET', path).pattern)
      const isSaid = compiled.step !== 'per-route'
      expect({ patterns, isSaid }).toEqual({
        patterns,
        isSaid: !hasChain(routes, deployed === 'unknown'),
      })
      count[isSaid ? 'said' : 'refused'] += 1
    }
    expect(count.said).toBeGreaterThan(10)
    expect(count.refused).toBeGreaterThan(10)
  })
})
