/** What must not compile, without any plugin package. Each fault stands under its own marker. */
import {
  allOf,
  anyOf,
  defineConfig,
  definePlugin,
  optional,
  pass,
  provided,
  requireScope,
} from '../../src/index.js'
import type { CheckOrder } from '../../src/index.js'

interface Token {
  readonly claims: Readonly<Record<string, unknown>>
}
const noClaims: Token = { claims: {} }
const token = definePlugin({
  name: 'token',
  validate: () => pass({ principalId: 'u', provides: noClaims }),
})
const key = definePlugin({ name: 'key', validate: () => pass({ provides: { id: 'k' } }) })
const tenant = definePlugin({
  name: 'tenant',
  needs: { token: provided<Token>() },
  validate: (_context, identity) => pass({ provides: { id: String(identity.token.claims['t']) } }),
})

/** The message that a user reads, to the letter. */
export const message: CheckOrder<readonly [ReturnType<typeof tenant>]>[0] =
  'needs "token" from an earlier plugin that always runs'

export const good = defineConfig({
  plugins: [token(), tenant(), requireScope('a')],
  context: ({ tenant: { id }, principalId }) => ({ id, principalId }),
})

// @ts-expect-error the plugin that provides comes later
export const late = defineConfig({ plugins: [tenant(), token()] })
// @ts-expect-error it may not have run
export const either = defineConfig({ plugins: [anyOf(token(), key()), tenant()] })
// @ts-expect-error it may not have run
export const maybe = defineConfig({ plugins: [optional(token()), tenant()] })
// @ts-expect-error the wrong order inside allOf
export const inside = defineConfig({ plugins: [allOf(tenant(), token())] })
// @ts-expect-error another name does not provide `token`
export const renamed = defineConfig({ plugins: [token(undefined, { as: 'other' }), tenant()] })
// @ts-expect-error no plugin at all
export const empty = defineConfig({ plugins: [] })
// @ts-expect-error a factory that was not called
export const uncalled = defineConfig({ plugins: [token] })
export const absent = defineConfig({
  plugins: [token(), optional(key())],
  // @ts-expect-error what may be absent is read as if it were there
  context: ({ key: { id } }) => ({ id }),
})
// @ts-expect-error a list is not flat
export const nested = defineConfig({ plugins: [token()], context: () => ({ roles: ['a'] }) })
export const unknown = defineConfig({
  plugins: [token()],
  // @ts-expect-error an unknown claim is no scalar
  context: (identity) => ({ t: identity.token.claims['t'] }),
})
// @ts-expect-error a bare object is no outcome
definePlugin({ name: 'bare', validate: () => ({ principalId: 'x' }) })
// @ts-expect-error a forgotten return
definePlugin({ name: 'forgotten', validate: () => {} })
// @ts-expect-error true is the old way
definePlugin({ name: 'old', validate: () => true })
