import { describe, expect, it } from 'vitest'
import { parseRoutePattern } from '../../src/routes/route-pattern.js'

describe('a route pattern', () => {
  it.each([
    ['the root', 'GET /', { segments: [], tail: 'none' }],
    ['literals', 'POST /orders/search', { segments: ['orders', 'search'], tail: 'none' }],
    ['a parameter', 'GET /orders/{order.id-1}', { segments: ['orders', ''], tail: 'none' }],
    ['a greedy end', 'ANY /files/{path+}', { segments: ['files'], tail: 'greedy' }],
    ['a path and all below it', 'ANY /admin/*', { segments: ['admin'], tail: 'below' }],
    ['everything', 'ANY /*', { segments: [], tail: 'below' }],
    ['what a URL may hold', "GET /a.b_c~d!$&'()+,;=:@%20-1", { tail: 'none' }],
    ['a name that every object has', 'GET /__proto__', { segments: ['__proto__'] }],
  ])('is read: %s', (_case, text, parsed) => {
    const [method] = text.split(' ')
    expect(parseRoutePattern(text, 'rest')).toMatchObject({ text, method, slash: false, ...parsed })
  })

  it.each([
    ['no method', '/orders'],
    ['a method in small letters', 'get /orders'],
    ['a method that API Gateway has no route for', 'TRACE /orders'],
    ['two spaces', 'GET  /orders'],
    ['no slash', 'GET orders'],
    ['$default', '$default'],
    ['an empty segment', 'GET /a//b'],
    ['a slash in front twice', 'GET //a'],
    ['a dot segment', 'GET /a/../b'],
    ['a star inside', 'GET /a/*/b'],
    ['a star in a literal', 'GET /a*'],
    ['a question mark', 'GET /a?b'],
    ['a policy variable', 'GET /${aws:username}'],
    ['braces around nothing', 'GET /{}'],
    ['half a parameter', 'GET /a{b}'],
    ['a greedy parameter in the middle', 'GET /{a+}/b'],
    ['a space', 'GET /a b'],
    ['a character that is sent encoded', 'GET /é'],
    ['a control character', 'GET /a\n'],
    ['a slash behind a greedy end', 'GET /a/*/'],
    ['a slash at the end on REST', 'GET /orders/'],
    ['a path of more than 300 characters', `GET /${'a'.repeat(300)}`],
    ['more than 30 segments', `GET ${'/a'.repeat(31)}`],
  ])('is refused: %s', (_case, text) => {
    expect(() => parseRoutePattern(text, 'rest')).toThrow(
      expect.objectContaining({ code: 'AC1014' }),
    )
  })

  it('names what it refuses as it is written', () => {
    expect(() => parseRoutePattern('GET /a//b', 'rest')).toThrow('routes["GET /a//b"]')
  })

  it('may end in a slash on an HTTP API, where that is another path', () => {
    expect(parseRoutePattern('GET /orders/', 'http')).toMatchObject({
      segments: ['orders'],
      slash: true,
    })
  })
})
