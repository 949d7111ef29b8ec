import {
  abstain,
  allOf,
  anyOf,
  definePlugin,
  forbidden,
  method,
  optional,
  pass,
  requireScope,
  unauthenticated,
  when,
} from '@authchain/core'
import type { AnyPlugin, Outcome } from '@authchain/core'
import type { ChainStep } from '@authchain/inspector/record'
import { describe, expect, it } from 'vitest'
import { askChain } from '../helpers/explained.js'

const plugin = (name: string, answer: () => Outcome): AnyPlugin =>
  definePlugin({ name, requires: { credentials: ['token'] }, validate: answer })()
const passing = plugin('passing', () =>
  pass({
    principalId: 'ada',
    scopes: ['read'],
    claims: { email: 'ada@example.com' },
    context: { tier: 1 },
  }),
)
const abstaining = plugin('abstaining', () => abstain('nothing of mine'))
const other = plugin('other', () => abstain('nothing of mine'))
const another = plugin('another', () => pass({ principalId: 'ada' }))
const denying = plugin('denying', () => {
  throw unauthenticated('denying.bad')
})
const closed = plugin('closed', () => {
  throw forbidden('closed.always')
})
const broken = plugin('broken', () => {
  throw new Error('secret words')
})

/** `name:outcome`, members in brackets. */
const toText = (steps: readonly ChainStep[]): string =>
  steps
    .map(({ plugin: name, outcome, members }) => {
      const inner = members.length === 0 ? '' : `[${toText(members)}]`
      return `${name.replace(/\(.*/, '')}:${outcome}${inner}`
    })
    .join(' ')

const cases: readonly (readonly [string, readonly AnyPlugin[], string])[] = [
  ['all pass', [passing, requireScope('read')], 'passing:pass requireScope:pass'],
  [
    'one denies and the next is not asked',
    [denying, passing],
    'denying:unauthenticated passing:not-asked',
  ],
  ['a rule denies', [passing, requireScope('write')], 'passing:pass requireScope:forbidden'],
  ['a plugin fails', [broken, passing], 'broken:failure passing:not-asked'],
  [
    'anyOf asks the second',
    [anyOf(abstaining, passing, denying)],
    'anyOf:pass[abstaining:abstain passing:pass denying:not-asked]',
  ],
  [
    'anyOf ends with a denial',
    [anyOf(closed, passing)],
    'anyOf:forbidden[closed:forbidden passing:not-asked]',
  ],
  [
    'nobody is responsible',
    [anyOf(abstaining, optional(other)), passing],
    'anyOf:abstain[abstaining:abstain optional:skip[other:abstain]] passing:not-asked',
  ],
  [
    'optional takes no part',
    [optional(abstaining), passing],
    'optional:skip[abstaining:abstain] passing:pass',
  ],
  [
    'a condition is not met',
    [passing, when(method('DELETE'), closed)],
    'passing:pass when:skip[closed:not-asked]',
  ],
  [
    'a condition is met',
    [passing, when(method('GET'), closed)],
    'passing:pass when:forbidden[closed:forbidden]',
  ],
  [
    'allOf inside anyOf',
    [anyOf(allOf(another, abstaining), passing)],
    'anyOf:pass[allOf:abstain[another:pass abstaining:abstain] passing:pass]',
  ],
]

describe('the steps of a chain', () => {
  it.each(cases)('say in its structure that %s', async (_case, plugins, expected) => {
    const [record] = await askChain(
      plugins,
      { token: 'credential' },
      { authorizer: { type: 'REQUEST', ttlSeconds: 0 } },
    )
    expect(toText(record?.chain ?? [])).toBe(expected)
  })

  it('say what was added, and no value of a claim', async () => {
    const [record] = await askChain([passing], { token: 'credential' })
    expect(record?.chain[0]?.added).toEqual([
      { part: 'principal', name: '', value: 'ada' },
      { part: 'scopes', name: '', value: 'read' },
      { part: 'claims', name: 'email', value: null },
      { part: 'context', name: 'tier', value: 1 },
    ])
    expect(JSON.stringify(record)).not.toContain('ada@example.com')
  })

  it('hold nothing that a plugin threw', async () => {
    const [record] = await askChain([broken], { token: 'credential' })
    expect(record).toMatchObject({
      effect: 'Failure',
      code: 'broken.failed',
      answer: { status: 500 },
    })
    expect(JSON.stringify(record)).not.toContain('secret words')
  })

  it('begin at nought and end in order', async () => {
    const slow = plugin('slow', (async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 20)
      })
      return pass()
    }) as never)
    const [record] = await askChain([slow, passing], { token: 'credential' })
    const [first, second] = record?.chain ?? []
    expect(first?.startMilliseconds).toBe(0)
    expect(first?.durationMilliseconds).toBeGreaterThan(15)
    expect(second?.startMilliseconds).toBeGreaterThan(15)
  })

  it('of a cached denial are empty, and its code is that of the answer which was kept', async () => {
    const [first, second] = await askChain([passing, closed], {
      token: 'credential',
      then: ['/orders/2'],
    })
    expect(first).toMatchObject({
      code: 'closed.always',
      decision: { kind: 'forbidden', plugin: 'closed' },
    })
    expect(second).toMatchObject({
      chain: [],
      code: 'closed.always',
      decision: { kind: 'forbidden', plugin: null },
      cache: { use: 'HIT', from: { path: '/orders/1' } },
    })
  })
})
