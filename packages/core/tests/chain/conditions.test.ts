import { describe, expect, it } from 'vitest'
import {
  and,
  anonymous,
  anyOf,
  forbidden,
  header,
  method,
  not,
  or,
  path,
  requireScope,
  when,
} from '../../src/index.js'
import type { Condition } from '../../src/index.js'
import { createTestContext } from '../../src/testing/index.js'
import type { TestRequest } from '../../src/testing/index.js'
import { abstaining, chainOf, passing, throwing } from '../helpers/plugins.js'

/** Whether the plugin behind the condition was asked: it denies everything it sees. */
async function isMet(condition: Condition, request: TestRequest): Promise<boolean | string> {
  const gate = when(condition, throwing('gate', forbidden('gate.asked')))
  const chain = await chainOf(passing('user', 'u'), gate)
  const decision = await chain(createTestContext(request))
  if (decision.effect === 'Allow') return false
  return decision.code === 'gate.asked' ? true : decision.code
}

describe('conditions', () => {
  it.each<[string, Condition, TestRequest, boolean]>([
    ['a listed method', method('GET', 'HEAD'), { method: 'GET' }, true],
    ['another method', method('POST'), { method: 'GET' }, false],
    ['a method in another case', method('GET'), { method: 'get' }, false],
    ['the path', path('/health'), { path: '/health' }, true],
    ['the path with one trailing slash', path('/health'), { path: '/health/' }, true],
    ['a path below', path('/health'), { path: '/health/live' }, false],
    ['a path that only begins alike', path('/admin/*'), { path: '/administrator' }, false],
    ['the path of a subtree itself', path('/admin/*'), { path: '/admin' }, true],
    ['a path in a subtree', path('/admin/*'), { path: '/admin/users/7' }, true],
    ['a path with a parameter', path('/orders/{id}'), { path: '/orders/42' }, true],
    ['a path without the parameter', path('/orders/{id}'), { path: '/orders' }, false],
    ['the root', path('/'), { path: '/' }, true],
    ['everything', path('/*'), { path: '/a/b' }, true],
    ['a header that is there', header('X-Partner'), { headers: { 'x-partner': '' } }, true],
    ['a header that is not', header('x-partner'), {}, false],
    ['a header with its value', header('x-env', 'beta'), { headers: { 'x-env': 'beta' } }, true],
    [
      'a header with another value',
      header('x-env', 'beta'),
      { headers: { 'x-env': 'Beta' } },
      false,
    ],
    ['not', not(method('GET')), { method: 'GET' }, false],
    ['and', and(method('GET'), path('/a')), { path: '/b' }, false],
    ['or', or(method('POST'), path('/a')), { path: '/a' }, true],
  ])('are met or not: %s', async (_case, condition, request, expected) => {
    expect(await isMet(condition, request)).toBe(expected)
  })

  it.each([
    ['an empty segment', '/admin//users'],
    ['an encoded letter', '/%61dmin'],
    ['an encoded slash', '/admin%2Fusers'],
    ['an encoded slash in lower case', '/admin%2fusers'],
    ['a dot segment', '/a/../admin'],
    ['an encoded dot segment', '/a/%2e%2e/admin'],
    ['a path parameter', '/admin;x=1'],
    ['a backslash', '/a\\b'],
    ['a broken escape', '/a%zz'],
    ['two trailing slashes', '/admin//'],
    ['nothing but two slashes', '//'],
  ])('over a path deny a spelling that a backend may read otherwise: %s', async (_case, sent) => {
    for (const condition of [
      path('/admin/*'),
      not(path('/health')),
      or(method('GET'), path('/x')),
    ]) {
      expect(await isMet(condition, { path: sent })).toBe('request.path_spelling')
    }
  })

  it('take encodings that are the only spelling of a character', async () => {
    expect(await isMet(path('/orders/{id}'), { path: '/orders/a%20b%C3%A9' })).toBe(true)
  })

  it('fail over a header that a TOKEN event cannot carry, instead of being unmet', async () => {
    const request: TestRequest = { source: 'rest-token', token: 'x' }
    expect(await isMet(header('x-partner'), request)).toBe('chain.input_unavailable')
    expect(await isMet(not(header('x-partner')), request)).toBe('chain.input_unavailable')
  })

  it('that answer something else than true or false are a failure', async () => {
    const odd = { kind: 'condition', reads: [], test: () => 1 as unknown as boolean } as const
    expect(await isMet(odd, {})).toBe('gate.failed')
  })

  it('see only what they declare', async () => {
    const undeclared: Condition = {
      kind: 'condition',
      reads: [],
      test: (context) => context.path === '/',
    }
    expect(await isMet(undeclared, {})).toBe('chain.undeclared_input')
  })

  it.each([
    ['no method', () => method(...([] as unknown as ['GET']))],
    ['a path without a slash', () => path('admin' as '/')],
    ['a path with a wildcard inside', () => path('/a/*/b')],
    ['a header with a space', () => header('x y')],
    ['when without a condition', () => when(undefined as never, passing('p'))],
  ])('are refused while the config is evaluated: %s', (_case, make) => {
    expect(make).toThrow(expect.objectContaining({ kind: 'config', code: 'AC1001' }))
  })
})

describe('anonymous', () => {
  it('lets callers without a credential pass as nobody in particular', async () => {
    const chain = await chainOf(anyOf(abstaining('jwt'), anonymous()))
    expect(await chain(createTestContext())).toMatchObject({ principalId: 'anonymous' })
  })

  it('does not rescue a bad credential', async () => {
    const chain = await chainOf(anyOf(throwing('jwt', new Error('x')), anonymous()))
    expect(await chain(createTestContext())).toMatchObject({ effect: 'Deny' })
  })

  it('has no scopes', async () => {
    const chain = await chainOf(anonymous({ principalId: 'guest' }), requireScope('a'))
    expect(await chain(createTestContext())).toMatchObject({
      kind: 'forbidden',
      principalId: 'guest',
    })
  })
})
