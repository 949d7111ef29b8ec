import { describe, expect, it } from 'vitest'
import { parseRequest } from '../../src/invoke/parse-request.js'

describe('parseRequest', () => {
  it.each([
    ['nothing', [], 'GET', '/'],
    ['a path', ['/orders'], 'GET', '/orders'],
    ['a method and a path', ['post', '/orders?a=1'], 'POST', '/orders'],
  ])('reads %s', (_case, positional, method, path) => {
    expect(parseRequest({ positional }, 'Authorization')).toMatchObject({ method, path })
  })

  it('keeps repeated headers and query names in order', () => {
    const request = parseRequest(
      { positional: ['/?a=1&b=2&a=3'], header: ['X-A: 1', 'x-a:2'], token: 'abc' },
      'Authorization',
    )
    expect(request.headers).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
      ['Authorization', 'Bearer abc'],
    ])
    expect(request.query).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ])
  })

  it.each([
    ['a path without slash', { positional: ['GET', 'orders'] }],
    ['a method that is no word', { positional: ['G/T', '/'] }],
    ['a third word', { positional: ['GET', '/', 'secret'] }],
    ['a second word behind a path', { positional: ['/', 'secret'] }],
    ['a header without name', { positional: [], header: [': secret-value'] }],
    ['a header without colon', { positional: [], header: ['secret-value secret'] }],
    ['a header with a line break', { positional: [], header: ['A: secret-value\nB: 1'] }],
  ])('refuses %s without repeating a value', (_case, flags) => {
    const fault = expect.objectContaining({
      code: 'AC3002',
      message: expect.not.stringContaining('secret') as string,
    }) as unknown
    expect(() => parseRequest(flags, 'Authorization')).toThrow(fault)
  })
})
