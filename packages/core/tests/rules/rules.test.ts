import { describe, expect, it } from 'vitest'
import { allOf, allow, anyOf, deny, pass, requireClaim, requireScope } from '../../src/index.js'
import type { AnyPlugin, IdentityRule } from '../../src/index.js'
import { createTestContext, createTestIdentity } from '../../src/testing/index.js'
import { chainOf, plugin } from '../helpers/plugins.js'

const user = plugin('user', () =>
  pass({
    principalId: 'u',
    scopes: ['orders:read', 'orders:write'],
    claims: { amr: ['pwd', 'mfa'], tier: 'gold', level: 3, none: null },
  }),
)

const decide = async (...plugins: readonly AnyPlugin[]): Promise<unknown> =>
  (await chainOf(...plugins))(createTestContext())

describe('rules', () => {
  it.each<[string, IdentityRule, boolean]>([
    ['a scope that was granted', requireScope('orders:read'), true],
    ['all of several scopes', requireScope('orders:read', 'orders:write'), true],
    ['one scope of two', requireScope('orders:read', 'admin'), false],
    ['the beginning of a scope', requireScope('orders'), false],
    ['a scope in another case', requireScope('Orders:read'), false],
    ['a claim that is there', requireClaim('tier'), true],
    ['a claim that is null', requireClaim('none'), false],
    ['a claim that is absent', requireClaim('acr'), false],
    ['a claim that every object has', requireClaim('toString'), false],
    ['a value', requireClaim('tier', 'gold'), true],
    ['one of several values', requireClaim('tier', ['silver', 'gold']), true],
    ['another value', requireClaim('tier', 'silver'), false],
    ['a value of another type', requireClaim('level', '3'), false],
    ['a member of a list', requireClaim('amr', 'mfa'), true],
    ['no member of a list', requireClaim('amr', 'otp'), false],
    ['allow', allow, true],
    ['deny', deny, false],
    ['anyOf with one that allows', anyOf(deny, requireScope('orders:read')), true],
    ['anyOf with none', anyOf(deny, requireScope('admin')), false],
    ['allOf with all', allOf(allow, requireScope('orders:read')), true],
    ['allOf with one that does not', allOf(allow, deny), false],
  ])('answer as plugins and as rules alike: %s', async (_case, rule, expected) => {
    const decision = await decide(user, rule)
    expect(decision).toMatchObject(
      expected ? { effect: 'Allow' } : { effect: 'Deny', kind: 'forbidden' },
    )
    const identity = createTestIdentity({
      principalId: 'u',
      scopes: ['orders:read', 'orders:write'],
      claims: { amr: ['pwd', 'mfa'], tier: 'gold', level: 3, none: null },
    })
    expect(rule.allows(identity)).toBe(expected)
  })

  it('deny 401 and not 403 while nobody is known', async () => {
    expect(await decide(requireScope('a'))).toMatchObject({
      kind: 'unauthenticated',
      code: 'chain.no_principal',
    })
  })

  it('never make a principal: allow alone allows nobody', async () => {
    expect(await decide(allow)).toMatchObject({ effect: 'Deny', kind: 'unauthenticated' })
  })

  it.each([
    ['no scope', () => requireScope(...([] as unknown as [string]))],
    ['scopes in one text', () => requireScope('orders:read orders:write')],
    ['an empty claim', () => requireClaim('')],
    ['no expected value', () => requireClaim('tier', [])],
    ['a nested expected value', () => requireClaim('tier', [{}] as never)],
  ])('are refused while the config is evaluated: %s', (_case, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'AC1001' }))
  })
})
