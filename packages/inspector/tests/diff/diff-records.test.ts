import { describe, expect, it } from 'vitest'
import { diffRecords } from '../../src/diff/diff-records.js'
import type { RequestRecord } from '../../src/record.js'
import { createRecord } from '../fixtures/create-record.js'
import { filling, trapped } from '../fixtures/cached-policy.js'
import { expired, records } from '../fixtures/records.js'

const changesOf = (before: RequestRecord, after: RequestRecord): readonly string[] =>
  diffRecords(before, after)
    .filter(({ isChanged }) => isChanged)
    .map(({ group, label, before: one, after: other }) => `${group}/${label}: ${one} → ${other}`)

describe('diffRecords', () => {
  it.each(records.map((record) => [record.reason, record] as const))(
    'finds no difference between a record and itself: %s',
    (_reason, record) => {
      expect(changesOf(record, record)).toEqual([])
    },
  )

  it('leaves out what always differs', () => {
    const again = {
      ...filling,
      id: 'other',
      sequence: 9,
      time: '2026-11-23T00:00:00.000Z',
      durationMilliseconds: 99,
    }
    expect(changesOf(filling, again)).toEqual([])
  })

  it('says what an empty cache changed', () => {
    const fresh = { ...filling, request: trapped.request }
    expect(changesOf(trapped, fresh)).toEqual(
      expect.arrayContaining([
        'Answer/Status: 403 → 200',
        'Answer/Effect: Deny → Allow',
        'Cache/Use: HIT → MISS',
        'Chain/anyOf(apiKey, jwt): null → pass',
        'Chain/anyOf(apiKey, jwt) › jwt: null → pass',
        'Policy/Decision: ImplicitDeny → Allow',
      ]),
    )
  })

  it('names the plugin that answered otherwise, with its code', () => {
    expect(changesOf(filling, expired)).toContain(
      'Chain/anyOf(apiKey, jwt) › jwt: pass → unauthenticated · jwt.expired',
    )
  })

  it('tells headers of one name apart', () => {
    const twice = (second: string): RequestRecord =>
      createRecord({
        request: {
          ...filling.request,
          headers: ['one', second].map((value) => ({ name: 'X-A', value, isRedacted: false })),
        },
      })
    expect(changesOf(twice('two'), twice('three'))).toEqual(['Request/x-a: two → three'])
  })

  it('is the mirror image when the sides are exchanged', () => {
    const mirrored = changesOf(expired, trapped).map((line) => {
      const [, label = '', before = '', after = ''] = /^(.*?): (.*) → (.*)$/.exec(line) ?? []
      return `${label}: ${after} → ${before}`
    })
    expect(new Set(mirrored)).toEqual(new Set(changesOf(trapped, expired)))
  })
})
