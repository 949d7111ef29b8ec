import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  abstain,
  allOf,
  anyOf,
  forbidden,
  optional,
  pass,
  unauthenticated,
  when,
} from '../../src/index.js'
import type { AnyPlugin, Decision } from '../../src/index.js'
import { createTestContext } from '../../src/testing/index.js'
import { chainOf, passing, plugin } from '../helpers/plugins.js'

const context = createTestContext()

/** What one leaf of a random chain does. */
type Behaviour =
  | 'establish'
  | 'enrich'
  | 'abstain'
  | 'unauthenticated'
  | 'forbidden'
  | 'fail'
  | 'skip'

let next = 0
function leaf(behaviour: Behaviour, asynchronous: boolean): AnyPlugin {
  next += 1
  const name = `p${next}`
  const answer = (): ReturnType<typeof pass> | ReturnType<typeof abstain> => {
    if (behaviour === 'establish') return pass({ principalId: 'u', scopes: [name] })
    if (behaviour === 'enrich') return pass({ scopes: [name] })
    if (behaviour === 'unauthenticated') throw unauthenticated('leaf.bad')
    if (behaviour === 'forbidden') throw forbidden('leaf.no')
    if (behaviour === 'fail') throw new Error('broken')
    return abstain('none')
  }
  const made = asynchronous ? plugin(name, async () => answer()) : plugin(name, answer)
  if (behaviour !== 'skip') return made
  return when({ kind: 'condition', reads: [], test: () => false }, made)
}

const behaviours: readonly Behaviour[] = [
  'establish',
  'enrich',
  'abstain',
  'unauthenticated',
  'forbidden',
  'fail',
  'skip',
]
const leaves = fc
  .tuple(fc.constantFrom(...behaviours), fc.boolean())
  .map(([behaviour, asynchronous]) => leaf(behaviour, asynchronous))

const decide = async (...plugins: readonly AnyPlugin[]): Promise<Decision> =>
  (await chainOf(...plugins))(context)

/** What two decisions must share to be the same to a caller and to the log. */
function essence(decision: Decision): unknown {
  if (decision.effect === 'Deny') return [decision.effect, decision.kind, decision.code]
  return [decision.effect, decision.principalId, decision.identity.scopes]
}

type Many = readonly [AnyPlugin, AnyPlugin, ...AnyPlugin[]]
const all = (...plugins: Many): AnyPlugin => (allOf as (...p: Many) => AnyPlugin)(...plugins)
const any = (...plugins: Many): AnyPlugin => (anyOf as (...p: Many) => AnyPlugin)(...plugins)
const last = passing('last', 'u')

describe('laws of combinators', () => {
  it('allOf is associative', async () => {
    await fc.assert(
      fc.asyncProperty(leaves, leaves, leaves, async (a, b, c) => {
        const left = essence(await decide(all(all(a, b), c), last))
        expect(left).toEqual(essence(await decide(all(a, all(b, c)), last)))
        expect(left).toEqual(essence(await decide(all(a, b, c), last)))
      }),
    )
  })

  it('allOf in a chain is the chain itself', async () => {
    await fc.assert(
      fc.asyncProperty(leaves, leaves, async (a, b) => {
        expect(essence(await decide(all(a, b), last))).toEqual(essence(await decide(a, b, last)))
      }),
    )
  })

  it('anyOf is associative', async () => {
    await fc.assert(
      fc.asyncProperty(leaves, leaves, leaves, async (a, b, c) => {
        const left = essence(await decide(any(any(a, b), c), last))
        expect(left).toEqual(essence(await decide(any(a, any(b, c)), last)))
        expect(left).toEqual(essence(await decide(any(a, b, c), last)))
      }),
    )
  })

  it('anyOf asks in order: what abstains or takes no part in front of it changes nothing', async () => {
    const idle = fc
      .tuple(fc.constantFrom<Behaviour>('abstain', 'skip'), fc.boolean())
      .map(([behaviour, asynchronous]) => leaf(behaviour, asynchronous))
    await fc.assert(
      fc.asyncProperty(idle, leaves, leaves, async (quiet, a, b) => {
        expect(essence(await decide(any(quiet, a, b), last))).toEqual(
          essence(await decide(any(a, b), last)),
        )
      }),
    )
  })

  it('abstaining is never a pass: a chain in which nobody passes never allows', async () => {
    const quiet = fc
      .tuple(fc.constantFrom<Behaviour>('abstain', 'skip'), fc.boolean())
      .map(([behaviour, asynchronous]) => leaf(behaviour, asynchronous))
    const { tree } = fc.letrec<{ tree: AnyPlugin }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        quiet,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => all(a, b)),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => any(a, b)),
        tie('tree').map((member) => optional(member)),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(tree, async (made) => {
        expect(await decide(made)).toMatchObject({ effect: 'Deny', kind: 'unauthenticated' })
      }),
    )
  })

  it('no refusal and no failure is ever hidden: with one that is asked first, nothing allows', async () => {
    const bad = fc
      .tuple(fc.constantFrom<Behaviour>('unauthenticated', 'forbidden', 'fail'), fc.boolean())
      .map(([behaviour, asynchronous]) => leaf(behaviour, asynchronous))
    await fc.assert(
      fc.asyncProperty(bad, leaves, async (first, other) => {
        for (const made of [all(first, other), any(first, other), optional(first)]) {
          expect(await decide(made, last)).toMatchObject({ effect: 'Deny' })
        }
      }),
    )
  })

  it('an allOf that abstains leaves nothing of its members behind', async () => {
    const provider = plugin('provider', () =>
      pass({
        principalId: 'ghost',
        scopes: ['ghost'],
        provides: { id: 1 },
        context: { ghost: true },
      }),
    )
    const decision = await decide(any(all(provider, leaf('abstain', false)), last))
    expect(decision).toMatchObject({ principalId: 'u', context: {}, identity: { scopes: [] } })
    expect(decision).not.toHaveProperty('identity.provider')
  })

  it('a member of allOf sees what the earlier members added', async () => {
    const provider = plugin('provider', () => pass({ principalId: 'u', provides: { id: 'seen' } }))
    const reader = plugin('reader', (_context, identity) =>
      pass({ context: { id: (identity as unknown as { provider: { id: string } }).provider.id } }),
    )
    expect(await decide(all(provider, reader))).toMatchObject({ context: { id: 'seen' } })
  })

  it('optional takes no part when its plugin has no credential, and the chain goes on', async () => {
    expect(await decide(optional(leaf('abstain', true)), last)).toMatchObject({ principalId: 'u' })
  })

  it('optional passes on what its plugin says whenever it has a credential', async () => {
    expect(await decide(optional(passing('inner', 'u')))).toMatchObject({ principalId: 'u' })
  })
})
