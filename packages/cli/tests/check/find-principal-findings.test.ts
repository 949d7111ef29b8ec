import {
  allOf,
  anonymous,
  anyOf,
  definePlugin,
  optional,
  pass,
  requireScope,
} from '@authchain/core'
import type { AnyPlugin } from '@authchain/core'
import { describe, expect, it } from 'vitest'
import { findPrincipalFindings } from '../../src/check/find-principal-findings.js'

const who = definePlugin({
  name: 'who',
  requires: { credentials: ['token'] },
  validate: () => pass({ principalId: 'u' }),
})
const facts = who(undefined, { principal: 'ignore' })
const moreFacts = who(undefined, { principal: 'ignore', as: 'facts' })
const rule = requireScope('read')
const codesOf = (...plugins: readonly AnyPlugin[]): readonly string[] =>
  findPrincipalFindings({ plugins: plugins as never }).map(({ code }) => code)

describe('a chain that can name nobody is an error', () => {
  it.each<[string, readonly AnyPlugin[]]>([
    ['rules alone', [rule]],
    ['a plugin that is ignored', [facts, rule]],
    ['one inside of combinators', [anyOf(allOf(facts, rule), optional(facts))]],
  ])('%s', (_case, plugins) => {
    expect(codesOf(...plugins)).toEqual(['AC5023'])
  })
})

describe('a chain that may name somebody is none', () => {
  it.each<[string, readonly AnyPlugin[]]>([
    ['a plugin as it is', [who()]],
    ['one that replaces', [facts, who(undefined, { principal: 'replace', as: 'second' })]],
    [
      'one member of a combinator',
      [facts, anyOf(allOf(rule, optional(who(undefined, { as: 'second' }))), moreFacts)],
    ],
    ['anonymous callers', [anyOf(facts, anonymous())]],
  ])('%s', (_case, plugins) => {
    expect(codesOf(...plugins)).toEqual([])
  })
})
