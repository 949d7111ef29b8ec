import { describe, expect, it } from 'vitest'
import { findFormFault, toForm, toReplayRequest } from '../../src/what-if/what-if-form.js'
import type { WhatIfForm } from '../../src/what-if/what-if-form.js'
import { createRecord, createRequest } from '../fixtures/create-record.js'
import { filling, trapped } from '../fixtures/cached-policy.js'

const formOf = (changes: Partial<WhatIfForm>, record = filling): WhatIfForm => ({
  ...toForm(record),
  ...changes,
})

describe('toReplayRequest', () => {
  it('changes nothing when nothing was typed', () => {
    expect(toReplayRequest(filling, toForm(filling))).toEqual({ id: filling.id, on: 'copy' })
  })

  it('never sends a redacted value as a change', () => {
    const form = formOf({
      headers: [...toForm(filling).headers, { name: 'X-New', value: '1' }],
    })
    expect(toReplayRequest(filling, form).changes).toEqual({ headers: { 'x-new': '1' } })
  })

  it.each<[string, Partial<WhatIfForm>, unknown]>([
    ['a method', { method: 'DELETE' }, { method: 'DELETE' }],
    ['a path', { path: '/x?y=1' }, { path: '/x?y=1' }],
    [
      'a header that is gone',
      { headers: [] },
      { headers: { host: null, authorization: null, 'user-agent': null } },
    ],
    ['claims', { claims: '{"scope":null}' }, { claims: { scope: null } }],
    ['the clock', { clockOffsetSeconds: '301' }, { clockOffsetSeconds: 301 }],
    ['a fault', { faults: [{ kind: 'network' }] }, { faults: [{ kind: 'network' }] }],
  ])('sends %s', (_what, changes, expected) => {
    expect(toReplayRequest(filling, formOf(changes)).changes).toEqual(expected)
  })

  it('sends neither clock nor faults to the running gateway', () => {
    const form = formOf({ cache: 'live', clockOffsetSeconds: '60', faults: [{ kind: 'network' }] })
    expect(toReplayRequest(filling, form)).toEqual({ id: filling.id, on: 'live' })
  })

  it('warms a copy with the request that filled the cache', () => {
    expect(toReplayRequest(trapped, formOf({ cache: 'warm' }, trapped))).toMatchObject({
      on: 'copy',
      after: [filling.id],
    })
  })

  it('keeps a query as it was, redacted values included', () => {
    const record = createRecord({
      request: {
        ...createRequest('GET', '/a'),
        query: [
          { name: 'q', value: 'a b&c', isRedacted: false },
          { name: 'token', value: '***', isRedacted: true },
        ],
      },
    })
    expect(toForm(record).path).toBe('/a?q=a%20b%26c&token=***')
    expect(toReplayRequest(record, toForm(record)).changes).toBeUndefined()
  })
})

describe('findFormFault', () => {
  it.each<[string, Partial<WhatIfForm>]>([
    ['a path without slash', { path: 'orders' }],
    ['a method with a space', { method: 'GET X' }],
    ['a header name with a line break', { headers: [{ name: 'a\r\nb', value: '' }] }],
    ['a clock that goes back', { clockOffsetSeconds: '-1' }],
    ['a clock that is no number', { clockOffsetSeconds: 'soon' }],
    ['claims that are a list', { claims: '[1]' }],
    ['claims that are not JSON', { claims: '{' }],
  ])('finds %s', (_what, changes) => {
    expect(findFormFault(formOf(changes))).not.toBeNull()
  })

  it('finds none in the request as it was', () => {
    expect(findFormFault(toForm(filling))).toBeNull()
  })
})
