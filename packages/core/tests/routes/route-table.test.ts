import { describe, expect, it } from 'vitest'
import { allow, requireScope } from '../../src/index.js'
import { createRouteTable, findRoute } from '../../src/routes/route-table.js'

/** The pattern that takes the request. */
function route(
  api: 'rest' | 'http',
  patterns: readonly string[],
  request: string,
): string | undefined {
  const routes = Object.fromEntries(patterns.map((pattern) => [pattern, allow]))
  const table = createRouteTable({ api, routes })
  const [method = '', path = ''] = request.split(' ')
  const found = findRoute(table.tries, method, path)
  return found === undefined ? undefined : table.routes[found]?.pattern.text
}

const both = [
  ['a literal before a parameter', ['GET /a/{x}', 'GET /a/me'], 'GET /a/me', 'GET /a/me'],
  ['a parameter before a greedy end', ['GET /{p+}', 'GET /{x}'], 'GET /a', 'GET /{x}'],
  ['the method before ANY at one place', ['ANY /a', 'GET /a'], 'GET /a', 'GET /a'],
  ['ANY for a method that is not named', ['ANY /a', 'GET /a'], 'PUT /a', 'ANY /a'],
  [
    'a path without the method falls through',
    ['PATCH /a/me', 'GET /a/{x}'],
    'GET /a/me',
    'GET /a/{x}',
  ],
  ['and to a greedy end', ['GET /a/b', 'POST /a/{p+}'], 'POST /a/b', 'POST /a/{p+}'],
  [
    'back from a literal that leads nowhere',
    ['GET /a/b/c', 'GET /{x}/b/{y}'],
    'GET /a/b/d',
    'GET /{x}/b/{y}',
  ],
  ['past a literal that only leads deeper', ['GET /a/b/c', 'GET /{x}/b'], 'GET /a/b', 'GET /{x}/b'],
  ['/* is the path itself', ['ANY /a/*'], 'GET /a', 'ANY /a/*'],
  ['/* is what is below', ['ANY /a/*'], 'GET /a/b/c', 'ANY /a/*'],
  ['/* is not a longer name', ['ANY /a/*'], 'GET /ab', undefined],
  ['a route inside /*', ['ANY /a/*', 'GET /a/{x}'], 'GET /a/1', 'GET /a/{x}'],
  ['a greedy end needs something', ['ANY /a/{p+}'], 'GET /a', undefined],
  ['/{p+} is not the root', ['ANY /{p+}'], 'GET /', undefined],
  ['the root', ['GET /'], 'GET /', 'GET /'],
  ['another case', ['GET /a'], 'GET /A', undefined],
  ['another spelling', ['GET /a'], 'GET /%61', undefined],
  ['a verb that ANY does not mean', ['ANY /*'], 'PROPFIND /a', undefined],
  ['an empty segment', ['ANY /*'], 'GET /a//b', undefined],
  ['a name that every object has', ['GET /{x}'], 'GET /constructor', 'GET /{x}'],
] as const

describe.each(['rest', 'http'] as const)('a request of a %s API goes to', (api) => {
  it.each(both)('%s', (_case, patterns, request, expected) => {
    expect(route(api, patterns, request)).toBe(expected)
  })
})

describe('REST and HTTP APIs differ:', () => {
  it.each([
    ['a slash at the end', ['GET /a'], 'GET /a/', 'GET /a', undefined],
    ['a slash behind a parameter', ['GET /a/{x}'], 'GET /a/1/', 'GET /a/{x}', undefined],
    ['a slash and a greedy end outside', ['GET /a', 'GET /{p+}'], 'GET /a/', 'GET /a', 'GET /{p+}'],
    ['a slash where something greedy begins', ['GET /a/{p+}'], 'GET /a/', undefined, undefined],
    ['a slash inside something greedy', ['GET /a/{p+}'], 'GET /a/b/', 'GET /a/{p+}', 'GET /a/{p+}'],
    [
      'literals first or full matches first',
      ['GET /a/{p+}', 'GET /{x}/b'],
      'GET /a/b',
      'GET /a/{p+}',
      'GET /{x}/b',
    ],
    [
      'literals first or the longest prefix first',
      ['GET /a/{p+}', 'GET /{x}/b/{p+}'],
      'GET /a/b/c',
      'GET /a/{p+}',
      'GET /{x}/b/{p+}',
    ],
  ] as const)('%s', (_case, patterns, request, onRest, onHttp) => {
    expect(route('rest', patterns, request)).toBe(onRest)
    expect(route('http', patterns, request)).toBe(onHttp)
  })

  it('a route key with a slash at the end is a route of its own on HTTP APIs', () => {
    const patterns = ['GET /a', 'GET /a/', 'GET /a/{x}/']
    expect(route('http', patterns, 'GET /a/')).toBe('GET /a/')
    expect(route('http', patterns, 'GET /a')).toBe('GET /a')
    expect(route('http', patterns, 'GET /a/1/')).toBe('GET /a/{x}/')
    expect(route('http', patterns, 'GET /a/1')).toBeUndefined()
  })
})

describe('a route table', () => {
  it.each([
    ['parameters of another name', 'GET /a/{x}', 'GET /a/{y}'],
    ['greedy ends of another name', 'ANY /{a+}', 'ANY /{b+}'],
    ['a path and the path with all below it', 'GET /a', 'GET /a/*'],
    ['a greedy end and all below', 'GET /a/{p+}', 'GET /a/*'],
  ])('refuses two patterns for the same requests and names both: %s', (_case, one, other) => {
    const make = (): unknown =>
      createRouteTable({ api: 'rest', routes: { [one]: allow, 'GET /z': allow, [other]: allow } })
    expect(make).toThrow(expect.objectContaining({ code: 'AC1015' }))
    expect(make).toThrow(JSON.stringify(one))
    expect(make).toThrow(JSON.stringify(other))
  })

  it.each([
    ['nothing', undefined],
    ['true', true],
    ['a text', 'orders:read'],
    ['a scope list', ['orders:read']],
    ['what looks like a rule', { allows: () => true }],
    ['an async function', async () => true],
  ])('refuses what is no rule: %s', (_case, rule) => {
    const routes = { 'GET /a': rule as never }
    expect(() => createRouteTable({ api: 'rest', routes })).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })

  it('takes rules that ask the same as one rule', () => {
    const own = (): boolean => true
    const { rules, routes } = createRouteTable({
      api: 'rest',
      routes: {
        'GET /a': requireScope('r', 'w'),
        'GET /b': requireScope('w', 'r', 'r'),
        'GET /c': own,
        'GET /d': own,
        'GET /e': () => true,
      },
    })
    const [a, b, c, d, e] = routes.map(({ rule }) => rule)
    expect(a).toBe(b)
    expect(c).toBe(d)
    expect(d).not.toBe(e)
    expect(rules.size).toBe(4)
  })
})
