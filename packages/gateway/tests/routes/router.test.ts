import { describe, expect, it } from 'vitest'
import { parseRoutePattern } from '../../src/routes/route-pattern.js'
import { createRouter } from '../../src/routes/router.js'
import type { Router } from '../../src/routes/router.js'

const router = (...patterns: readonly string[]): Router<string> =>
  createRouter(
    patterns.flatMap((text) =>
      parseRoutePattern(text).map((pattern) => ({ pattern, value: text })),
    ),
  )

describe('createRouter', () => {
  it.each([
    ['a literal before a parameter', 'GET /users/me', 'GET /users/me'],
    ['a parameter before a greedy one', 'GET /users/7', 'GET /users/{id}'],
    ['a less specific resource when the method is missing', 'POST /users/me', 'ANY /{proxy+}'],
    ['a parameter when the literal lacks the method', 'DELETE /users/me', 'DELETE /users/{id}'],
    ['a method before ANY', 'GET /things/real', 'GET /things/real'],
    ['ANY for another method', 'PUT /things/real', 'ANY /things/real'],
    ['a way back from a dead end', 'GET /users/me/x', 'ANY /{proxy+}'],
    ['one trailing slash ignored', 'GET /users/me/', 'GET /users/me'],
    ['the root', 'GET /', 'GET /'],
    ['an empty segment only below a greedy parameter', 'GET /users//', 'ANY /{proxy+}'],
    ['literals as they were sent', 'GET /users/%6De', 'GET /users/{id}'],
  ])('finds %s', (_case, request, expected) => {
    const find = router(
      'GET /',
      'GET /users/me',
      'GET /users/{id}',
      'DELETE /users/{id}',
      'GET /things/real',
      'ANY /things/real',
      'ANY /{proxy+}',
    )
    const [method = '', path = ''] = request.split(' ')
    expect(find(method, path)?.value).toBe(expected)
  })

  it.each([
    ['an unknown path', 'GET /b'],
    ['an unknown method', 'POST /a/1'],
    ['a method that a REST API does not have', 'PURGE /any'],
    ['a method in lower case', 'get /any'],
    ['a path that is too long', 'GET /a/1/2'],
    ['an empty parameter', 'GET /a/'],
    ['nothing for a greedy parameter', 'GET /files'],
    ['a path without a slash', 'OPTIONS *'],
  ])('finds nothing for %s', (_case, request) => {
    const find = router('GET /a/{id}', 'ANY /any', 'GET /files/{path+}')
    const [method = '', path = ''] = request.split(' ')
    expect(find(method, path)).toBeUndefined()
  })

  it('gives path parameters as they were sent, a greedy one without its last slash', () => {
    const find = router('GET /a/{id}/{rest+}')
    const match = find('GET', '/a/%2B/x//y%20z/')
    expect(Object.fromEntries(match?.pathParameters ?? [])).toEqual({ id: '%2B', rest: 'x//y%20z' })
    expect(match?.resource).toBe('/a/{id}/{rest+}')
  })

  it('reads a trailing /* as the path itself and everything below it', () => {
    const find = router('GET /admin/*')
    expect(find('GET', '/admin')?.resource).toBe('/admin')
    expect(find('GET', '/admin/a/b')?.resource).toBe('/admin/{proxy+}')
    expect(find('GET', '/administrator')).toBeUndefined()
  })

  it.each([
    ['listed twice', ['GET /a', 'GET /a']],
    ['whose parameters have two names', ['GET /a/{x}', 'POST /a/{y}']],
    ['without a method', ['/a']],
    ['with an unknown method', ['FETCH /a']],
    ['with a greedy parameter in the middle', ['GET /{a+}/b']],
    ['with a star inside', ['GET /a/*/b']],
    ['with half a parameter', ['GET /a/{b']],
    ['with an empty segment', ['GET /a//b']],
  ])('refuses routes %s', (_case, patterns) => {
    expect(() => router(...patterns)).toThrow(expect.objectContaining({ code: 'AC1001' }))
  })
})
