import { describe, expect, it } from 'vitest'
import { allOf, allow, anyOf, deny, requireClaim, requireScope } from '../../src/index.js'
import type { IdentityRule } from '../../src/index.js'
import { canDiffer } from '../../src/routes/rule-facts.js'
import { createRuleSet } from '../../src/routes/rule-set.js'
import { createTestIdentity } from '../../src/testing/index.js'

const read = requireScope('read')
const write = requireScope('write')
const both = requireScope('read', 'write')
const gold = requireClaim('tier', 'gold')

describe('a caller whom some rules allow and another does not', () => {
  it.each<[string, readonly IdentityRule[], IdentityRule, boolean]>([
    ['two scopes', [read], write, true],
    ['one scope', [read], requireScope('read'), false],
    ['more scopes than are asked', [both], read, false],
    ['fewer scopes than are asked', [read], both, true],
    ['scopes that are enough together', [read, write], both, false],
    ['an alternative', [read], anyOf(write, read), false],
    ['one of two alternatives', [anyOf(read, write)], read, true],
    ['a scope and a claim', [read], gold, true],
    ['a claim', [gold], requireClaim('tier', 'gold'), false],
    ['a claim of another value', [gold], requireClaim('tier', 'silver'), true],
    ['a claim of another type', [requireClaim('n', 1)], requireClaim('n', '1'), true],
    ['all of alternatives', [allOf(anyOf(read, gold), write)], anyOf(both, gold), false],
    ['everybody', [allow], read, true],
    ['nobody', [deny, read], write, false],
    ['a rule that always allows', [read], allow, false],
    ['a rule that never does', [read], deny, true],
  ])('is found or excluded: %s', (_case, allowing, denying, expected) => {
    expect(
      canDiffer(
        allowing.map(({ facts }) => facts),
        denying.facts,
      ),
    ).toBe(expected)
  })

  it('is never excluded because rules are too many to look through', () => {
    const wide = Array.from({ length: 8 }, (_, index) =>
      anyOf(requireScope(`a${index}`), requireScope(`b${index}`)),
    )
    const [first, second, ...others] = wide
    const many = allOf(first as IdentityRule, second as IdentityRule, ...others)
    expect(canDiffer([many.facts], (first as IdentityRule).facts)).toBe(true)
  })
})

describe('what a rule answers', () => {
  it.each<[string, () => unknown]>([
    ['a promise', () => Promise.resolve(true)],
    ['a promise that is rejected', () => Promise.reject(new Error('late'))],
    ['1', () => 1],
    ['a text', () => 'true'],
    ['nothing', () => undefined],
    ['null', () => null],
    [
      'an error',
      () => {
        throw new Error('boom')
      },
    ],
  ])('is a failure unless it is true or false: %s', (_case, rule) => {
    const rules = createRuleSet()
    const index = rules.add('routes', rule)
    expect(() => rules.allows(index, createTestIdentity())).toThrow(
      expect.objectContaining({ kind: 'failure', code: 'routes.rule_failed' }),
    )
  })
})
