import { describe, expect, it } from 'vitest'
import { findStory, isCachedPolicyTrap } from '../../src/story/find-story.js'
import { filling, trapped } from '../fixtures/cached-policy.js'
import { anonymous, broken, expired, records, wide } from '../fixtures/records.js'

describe('findStory', () => {
  it('tells the classic trap in three steps: who filled the cache, what is kept, who it closed', () => {
    const story = findStory(trapped)
    expect(story.steps.map(({ heading }) => heading)).toEqual([
      'GET /orders/42',
      'Kept for 5 min',
      'DELETE /orders/7',
    ])
    expect(story).toMatchObject({ tone: 'hint', originId: filling.id })
    expect(story.proof).not.toBeNull()
  })

  it('tells it without the first request too, when that one is gone', () => {
    const story = findStory({ ...trapped, cache: { ...trapped.cache, from: null } })
    expect(story.steps).toHaveLength(3)
    expect(story.originId).toBeNull()
  })

  it('knows the trap only where a kept policy does not mention the request', () => {
    expect(records.filter(isCachedPolicyTrap)).toEqual([trapped])
    const { policy } = trapped
    expect(policy).not.toBeNull()
    if (policy === null) return
    expect(isCachedPolicyTrap({ ...trapped, policy: { ...policy, why: 'explicit-deny' } })).toBe(
      false,
    )
    expect(isCachedPolicyTrap({ ...trapped, cache: { ...trapped.cache, use: 'MISS' } })).toBe(false)
  })

  it.each([
    ['an Allow', filling, 'allow'],
    ['a cached Allow', wide, 'allow'],
    ['a missing credential', anonymous, 'deny'],
    ['an expired credential', expired, 'deny'],
    ['an outage', broken, 'fail'],
  ])('gives %s the server’s explanation and its own tone', (_what, record, tone) => {
    expect(findStory(record)).toMatchObject({ tone, text: record.decision.explanation, steps: [] })
  })

  it('offers to ask afresh only where a cached answer denied', () => {
    expect(records.filter((record) => findStory(record).proof !== null)).toEqual([trapped])
  })
})
