import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHttpRouter } from '../../src/routes/http-router.js'
import { parseHttpRoutePattern } from '../../src/routes/route-pattern.js'
import type { Router } from '../../src/routes/router.js'

const router = (...patterns: readonly string[]): Router<string> =>
  createHttpRouter(
    patterns.flatMap((text) =>
      parseHttpRoutePattern(text).map((pattern) => ({ pattern, value: text })),
    ),
  )

describe('createHttpRouter', () => {
  it.each([
    ['a full match before a greedy one with a longer literal', 'GET /a/b', 'GET /{x}/{y}'],
    ['a literal before a parameter', 'GET /users/me', 'GET /users/me'],
    ['the longest greedy prefix', 'GET /a/b/c/d', 'GET /a/{rest+}'],
    ['a less specific route when the method is missing', 'POST /users/me', 'ANY /{proxy+}'],
    ['a method before ANY', 'GET /things/real', 'GET /things/{kind}'],
    ['ANY for another method', 'PUT /things/real', 'ANY /things/{kind}'],
    ['another route for a trailing slash', 'GET /users/me/', 'ANY /{proxy+}'],
    ['a route that is written with its slash', 'GET /slash/', 'GET /slash/'],
    ['$default for the root', 'GET /', '$default'],
    ['a way back from a dead end', 'GET /users/me/x', 'ANY /{proxy+}'],
    ['literals as they were sent', 'GET /users/%6De', 'GET /{x}/{y}'],
  ])('finds %s', (_case, request, expected) => {
    const find = router(
      'GET /{x}/{y}',
      'GET /a/{rest+}',
      'GET /users/me',
      'GET /things/{kind}',
      'ANY /things/{kind}',
      'GET /slash/',
      'ANY /{proxy+}',
      '$default',
    )
    const [method = '', path = ''] = request.split(' ')
    expect(find(method, path)?.routeKey).toBe(expected)
  })

  it.each([
    ['an unknown path', 'GET /b'],
    ['an unknown method', 'POST /a/1'],
    ['a method that an HTTP API does not have', 'PURGE /any'],
    ['an empty parameter', 'GET /a/'],
    ['nothing for a greedy parameter', 'GET /files/'],
    ['a trailing slash', 'GET /any/'],
  ])('finds nothing for %s', (_case, request) => {
    const find = router('GET /a/{id}', 'ANY /any', 'GET /files/{path+}')
    const [method = '', path = ''] = request.split(' ')
    expect(find(method, path)).toBeUndefined()
  })

  it('gives path parameters as they were sent, under the names of their own route', () => {
    const find = router('GET /a/{id}/{rest+}', 'POST /a/{name}')
    const greedy = find('GET', '/a/%2B/x//y%20z/')
    expect(Object.fromEntries(greedy?.pathParameters ?? [])).toEqual({
      id: '%2B',
      rest: 'x//y%20z/',
    })
    expect(Object.fromEntries(find('POST', '/a/1')?.pathParameters ?? [])).toEqual({ name: '1' })
  })

  it.each([
    ['listed twice', ['GET /a', 'GET /a']],
    ['that differ in names alone', ['GET /a/{x}', 'GET /a/{y}']],
    ['that are both the default', ['$default', '$default']],
    ['with an empty segment inside', ['GET /a//b']],
  ])('refuses routes %s', (_case, patterns) => {
    expect(() => router(...patterns)).toThrow(expect.objectContaining({ code: 'AC1001' }))
  })

  it('finds the best of all routes that have the path and the method', () => {
    const segment = fc.constantFrom('a', 'b', '{x}')
    const template = fc
      .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([segments, isGreedy]) => `/${[...segments, ...(isGreedy ? ['{p+}'] : [])].join('/')}`)
    const route = fc
      .tuple(fc.constantFrom('GET', 'POST', 'ANY'), template)
      .map(([method, path]) => `${method} ${path}`)
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 5 })
      .map((segments) => `/${segments.join('/')}`)
      .filter((text) => text !== '/')
    fc.assert(
      fc.property(
        fc.uniqueArray(route, { maxLength: 8 }),
        fc.constantFrom('GET', 'POST', 'PUT'),
        path,
        fc.boolean(),
        (routes, method, url, hasDefault) => {
          const find = router(...routes, ...(hasDefault ? ['$default'] : []))
          const expected = oracle(routes, method, url) ?? (hasDefault ? '$default' : undefined)
          expect(find(method, url)?.routeKey).toBe(expected)
        },
      ),
      { numRuns: 3000 },
    )
  })
})

/** Sorts every route that serves the request: no tree, no backtracking. */
function oracle(routes: readonly string[], method: string, path: string): string | undefined {
  const wanted = path.slice(1).split('/')
  const fits = (segment: string, text: string | undefined): boolean =>
    segment === '{x}' ? text !== '' && text !== undefined : segment === text
  const serving = routes.filter((route) => {
    const [verb = '', template = ''] = route.split(' ')
    if (verb !== method && verb !== 'ANY') return false
    const segments = template.slice(1).split('/')
    if (segments.at(-1) !== '{p+}') {
      return (
        segments.length === wanted.length && segments.every((each, at) => fits(each, wanted[at]))
      )
    }
    const prefix = segments.slice(0, -1)
    return (
      wanted.slice(prefix.length).join('/') !== '' &&
      prefix.every((each, at) => fits(each, wanted[at]))
    )
  })
  return serving.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))[0]
}

function rank(route: string): string {
  const [verb = '', template = ''] = route.split(' ')
  const segments = template.slice(1).split('/')
  const isGreedy = segments.at(-1) === '{p+}'
  const classes = segments.map((each) => (each === '{x}' ? '1' : '0')).join('')
  return [isGreedy ? `1:${9 - segments.length}` : '0', classes, verb === 'ANY' ? 1 : 0].join(':')
}
