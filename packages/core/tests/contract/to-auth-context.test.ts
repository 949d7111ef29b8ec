import { describe, expect, it } from 'vitest'
import { toAuthContext } from '../../src/index.js'
import type { RequestValues } from '../../src/index.js'

const ambiguous = expect.objectContaining({ kind: 'unauthenticated', code: 'request.ambiguous' })

describe('a context of a request from elsewhere', () => {
  it.each<[string, RequestValues]>([
    ['a record', { Authorization: 'a' }],
    ['a record of lists, as headersDistinct', { authorization: ['a'], 'x-absent': undefined }],
    ['pairs', [['AUTHORIZATION', 'a']]],
    ['a map', new Map([['authorization', 'a']])],
    ['search parameters', new URLSearchParams({ authorization: 'a' })],
  ])('reads headers from %s', (_case, headers) => {
    const context = toAuthContext({ headers })
    expect([context.token, context.header('Authorization'), context.header('x-absent')]).toEqual([
      'a',
      'a',
      undefined,
    ])
  })

  it.each<[string, RequestValues]>([
    ['a list', { authorization: ['a', 'b'] }],
    ['two spellings of a name', { authorization: 'a', Authorization: 'b' }],
    [
      'two pairs',
      [
        ['authorization', 'a'],
        ['Authorization', 'b'],
      ],
    ],
  ])('keeps two values in %s apart, and so denies them', (_case, headers) => {
    const context = toAuthContext({ headers })
    expect(() => context.token).toThrow(ambiguous)
  })

  it('keeps two values of a query parameter apart', () => {
    const context = toAuthContext({ query: new URLSearchParams('key=a&key=b&one=1') })
    expect(() => context.query('key')).toThrow(ambiguous)
    expect(context.query('one')).toBe('1')
  })

  it('is a frozen context without what was left out', () => {
    const context = toAuthContext({})
    expect(Object.isFrozen(context)).toBe(true)
    expect(context).toMatchObject({
      source: 'http-v2',
      requestId: '',
      method: undefined,
      path: undefined,
    })
    expect(context.token).toBeUndefined()
    expect(new Set(Object.values(context.resourceArn))).toEqual(new Set(['local']))
  })

  it('takes over what it is told', () => {
    const context = toAuthContext({
      method: 'GET',
      path: '/orders/42',
      route: '/orders/{id}',
      pathParameters: { id: '42' },
      sourceIp: '192.0.2.1',
      requestId: 'r1',
      resourceArn: { stage: 'prod' },
    })
    expect(context).toMatchObject({
      method: 'GET',
      path: '/orders/42',
      route: '/orders/{id}',
      sourceIp: '192.0.2.1',
      requestId: 'r1',
    })
    expect(context.pathParameter('id')).toBe('42')
    expect(context.resourceArn).toMatchObject({ stage: 'prod', apiId: 'local' })
  })

  it('knows only what is the record’s own', () => {
    const headers = JSON.parse('{"__proto__":"p"}') as Record<string, string>
    expect(toAuthContext({ headers }).header('__proto__')).toBe('p')
    expect(toAuthContext({ headers: {} }).header('constructor')).toBeUndefined()
  })
})
