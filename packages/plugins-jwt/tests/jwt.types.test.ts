import { createChain, defineConfig } from '@authchain/core'
import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod'
import { auth0, cognito, createJwtVerifier, jwt } from '../src/index.js'
import type { JwtOptions, JwtProvision } from '../src/index.js'

const base = { issuer: 'https://issuer.example/', audience: 'orders' } as const

/** Never called: what matters is that it compiles. */
async function examples(): Promise<void> {
  const typed = await createChain(
    defineConfig({
      plugins: [jwt({ ...base, claims: z.looseObject({ tenant: z.string() }) })],
      context: (identity) => ({ tenant: identity.jwt.claims.tenant }),
    }),
  )
  const decision = await typed({} as never)
  if (decision.effect === 'Allow') {
    expectTypeOf(decision.identity.jwt.claims.tenant).toEqualTypeOf<string>()
    expectTypeOf(decision.principalId).toEqualTypeOf<string>()
  }
  const two = defineConfig({
    plugins: [
      jwt(base),
      jwt({ ...base, tokenFrom: 'header:x' }, { as: 'partner', principal: 'ignore' }),
    ],
    context: ({ jwt: first, partner }) => ({
      sub: String(first.claims['sub']),
      issuer: partner.issuer,
    }),
  })
  expectTypeOf(two.plugins.length).toEqualTypeOf<2>()
  expectTypeOf(cognito({ userPoolId: 'x', clientId: 'c', tokenUse: 'id' })).toExtend<{
    readonly name: string
  }>()
  expectTypeOf(auth0).parameter(0).toExtend<{ readonly domain: string }>()
  const verifier = await createJwtVerifier(base)
  expectTypeOf(verifier.verify('x')).resolves.toExtend<object>()

  // @ts-expect-error -- an audience must be written, if only as null
  jwt({ issuer: 'https://issuer.example/' })
  // @ts-expect-error -- a key has one source
  jwt({ ...base, jwksUri: 'https://issuer.example/k', publicKey: 'x' })
  // @ts-expect-error -- none is no algorithm
  jwt({ ...base, algorithms: ['none'] })
  // @ts-expect-error -- several issuers have names
  jwt({ issuers: [base] })
  // @ts-expect-error -- a misspelt option
  jwt({ ...base, audiance: 'x' })
  // @ts-expect-error -- a secret is a reference
  jwt({ ...base, secret: 'x' })
}

describe('types', () => {
  it('flow from the options to the identity', () => {
    expectTypeOf(examples).toBeFunction()
    expectTypeOf<JwtProvision['tenant']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<{ issuer: string; audience: null; jwksUri: string }>().toExtend<JwtOptions>()
  })
})
