import { describe, expect, it } from 'vitest'
import { knownKeys } from '../../src/report/known-keys.js'
import { findSuggestion } from '../../src/report/suggest.js'

describe('findSuggestion', () => {
  it.each([
    ['audiance', 'audience'],
    ['plugns', 'plugins'],
    ['form', 'from'],
    ['ttlSecond', 'ttlSeconds'],
    ['Issuer', 'issuer'],
  ])('takes %s for %s', (word, meant) => {
    expect(findSuggestion(word, knownKeys)).toBe(meant)
  })

  it.each(['colour', 'x', ''])('has no guess for %j', (word) => {
    expect(findSuggestion(word, knownKeys)).toBeUndefined()
  })
})
