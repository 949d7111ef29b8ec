import { restRequestEvent, restTokenEvent, httpV2Event } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import { toEventRequest } from '../../src/explain/event-request.js'
import { parseStep } from '../../src/explain/parse-step.js'

describe('what follows a request', () => {
  it.each([
    [
      'a method and a path',
      'delete /orders/7?x=1',
      { kind: 'request', method: 'DELETE', target: '/orders/7?x=1' },
    ],
    ['a path alone', '/orders', { kind: 'request', method: 'GET', target: '/orders' }],
    ['a wait', '+301s', { kind: 'wait', seconds: 301 }],
  ])('is read from %s', (_case, text, step) => {
    expect(parseStep(text)).toEqual(step)
  })

  it.each(['', '301', '-5s', 'orders', 'GET orders', 'GET /a /b', '+99999999999s'])(
    'is refused as %j',
    (text) => {
      expect(() => parseStep(text)).toThrow(expect.objectContaining({ code: 'AC3002' }) as Error)
    },
  )
})

describe('the request of an event', () => {
  const sent = {
    method: 'PUT',
    path: '/orders/a%2Fb',
    headers: { 'X-Two': ['1', '2'], Authorization: ['Bearer t'] },
    query: { q: ['1', '2'] },
  }

  it('has all values of a REQUEST event, and the path as sent', () => {
    expect(toEventRequest(restRequestEvent(sent), 'Authorization')).toEqual({
      method: 'PUT',
      path: '/orders/a%2Fb',
      query: [
        ['q', '1'],
        ['q', '2'],
      ],
      headers: expect.arrayContaining([
        ['X-Two', '1'],
        ['X-Two', '2'],
        ['Authorization', 'Bearer t'],
      ]) as unknown,
    })
  })

  it('has the token of a TOKEN event in its header', () => {
    expect(toEventRequest(restTokenEvent('Bearer t', sent), 'X-Auth')).toMatchObject({
      method: 'PUT',
      headers: [['X-Auth', 'Bearer t']],
    })
  })

  it('has method, path and query of payload 2.0', () => {
    expect(toEventRequest(httpV2Event(sent), 'Authorization')).toMatchObject({
      method: 'PUT',
      path: '/orders/a%2Fb',
    })
  })

  it('is refused when the event names none', () => {
    expect(() => toEventRequest({ type: 'REQUEST' }, 'x')).toThrow(
      expect.objectContaining({ code: 'AC3001' }) as Error,
    )
  })
})
