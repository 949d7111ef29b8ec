import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesGlob } from '../../src/policy-evaluator/glob.js'

/** The definition, word for word, and as slow as that is. */
function oracle(pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  const [symbol = ''] = pattern
  const rest = pattern.slice(1)
  if (symbol === '*') return oracle(rest, text) || (text !== '' && oracle(pattern, text.slice(1)))
  if (text === '') return false
  return (symbol === '?' || symbol === text[0]) && oracle(rest, text.slice(1))
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', '.', '$'), maxLength: 10 })
const pattern = fc.string({
  unit: fc.constantFrom('a', 'b', '/', ':', '.', '$', '*', '?'),
  maxLength: 8,
})

describe('matchesGlob', () => {
  it('agrees with the definition for any pattern and text', () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(matchesGlob(p, t)).toBe(oracle(p, t))
      }),
      { numRuns: 3000 },
    )
  })

  it('agrees with the definition for texts made from the pattern', () => {
    const pieces = fc.array(fc.tuple(text, fc.constantFrom('', '*', '?')), { maxLength: 4 })
    fc.assert(
      fc.property(pieces, text, (parts, filler) => {
        const p = parts.map(([literal, wildcard]) => literal + wildcard).join('')
        const t = parts
          .map(([literal, wildcard]) => literal + (wildcard === '*' ? filler : wildcard && 'x'))
          .join('')
        expect(matchesGlob(p, t)).toBe(true)
      }),
    )
  })

  it('is not slowed down by many stars', () => {
    const startedAt = performance.now()
    expect(matchesGlob(`${'*a'.repeat(250)}b`, 'a'.repeat(1600))).toBe(false)
    expect(performance.now() - startedAt).toBeLessThan(200)
  })
})
