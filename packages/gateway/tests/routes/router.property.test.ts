import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRoutePattern } from '../../src/routes/route-pattern.js'
import { createRouter } from '../../src/routes/router.js'

/** Every route that serves the request, the most specific first: no tree, no backtracking. */
function oracle(routes: readonly string[], method: string, path: string): string | undefined {
  const wanted = path.replace(/\/$/, '').split('/').slice(1)
  const serving = routes.filter((route) => {
    const [verb = '', template = ''] = route.split(' ')
    const segments = template.split('/').slice(1)
    if (verb !== method && verb !== 'ANY') return false
    return segments.at(-1) === '{p+}'
      ? wanted.length >= segments.length &&
          wanted.slice(segments.length - 1).join('/') !== '' &&
          segments.slice(0, -1).every((segment, index) => fits(segment, wanted[index]))
      : wanted.length === segments.length &&
          segments.every((segment, index) => fits(segment, wanted[index]))
  })
  return serving.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0]
}

const fits = (segment: string, text: string | undefined): boolean =>
  segment === '{x}' ? text !== '' : segment === text

/** Compares segment by segment, then by method. */
function rank(route: string): string {
  const [verb = '', template = ''] = route.split(' ')
  const classes = template.split('/').map((each) => ({ '{x}': '1', '{p+}': '2' })[each] ?? '0')
  return `${classes.join('')}:${verb === 'ANY' ? 1 : 0}`
}

it('finds the most specific of all routes that have the path and the method', () => {
  const segment = fc.constantFrom('a', 'b', '{x}')
  const template = fc
    .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([segments, isGreedy]) => `/${[...segments, ...(isGreedy ? ['{p+}'] : [])].join('/')}`)
  const route = fc
    .tuple(fc.constantFrom('GET', 'POST', 'ANY'), template)
    .map(([method, path]) => `${method} ${path}`)
  const path = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
    )
    .map(([segments, hasSlash]) => `/${segments.join('/')}${hasSlash ? '/' : ''}`)
    .filter((text) => !text.startsWith('//') && text !== '/')

  fc.assert(
    fc.property(
      fc.uniqueArray(route, { maxLength: 8 }),
      fc.constantFrom('GET', 'POST', 'PUT'),
      path,
      (routes, method, url) => {
        const find = createRouter(
          routes.flatMap((text) =>
            parseRoutePattern(text).map((pattern) => ({ pattern, value: text })),
          ),
        )
        expect(find(method, url)?.value).toBe(oracle(routes, method, url))
      },
    ),
    { numRuns: 3000 },
  )
})
