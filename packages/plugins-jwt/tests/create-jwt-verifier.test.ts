import { literal } from '@authchain/core'
import { createTestClock, createTestLogger } from '@authchain/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createJwtVerifier } from '../src/create-jwt-verifier.js'
import {
  audience,
  forge,
  goodClaims,
  issuer,
  nowSeconds,
  signBytes,
  token,
} from './helpers/tokens.js'
import { staticOptions } from './helpers/verifying.js'

const runtime = { clock: createTestClock(nowSeconds * 1000), logger: createTestLogger() }

describe('a verifier alone', () => {
  it('gives the claims of a good token', async () => {
    const verifier = await createJwtVerifier(staticOptions, runtime)
    expect(await verifier.verify(token())).toEqual(goodClaims)
  })

  it('gives what the schema made of them', async () => {
    const claims = z.looseObject({ sub: z.string().transform((sub) => sub.length) })
    const verifier = await createJwtVerifier({ ...staticOptions, claims }, runtime)
    expect(await verifier.verify(token())).toMatchObject({ sub: 6 })
  })

  it('opens a secret by its reference', async () => {
    const secret = 'x'.repeat(32)
    const verifier = await createJwtVerifier({ issuer, audience, secret: literal(secret) }, runtime)
    const signed = (key: string): string =>
      forge({ alg: 'HS256' }, goodClaims, (data) => signBytes('HS256', Buffer.from(key), data))
    expect(await verifier.verify(signed(secret))).toEqual(goodClaims)
    await expect(verifier.verify(signed('y'.repeat(32)))).rejects.toMatchObject({
      code: 'jwt.bad_signature',
    })
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', [token()]],
    ['bytes', Buffer.from(token())],
    ['an object that turns into the token', { toString: () => token() }],
    ['the token with its scheme', `Bearer ${token()}`],
    ['nothing', ''],
  ])('denies %s', async (_case, input) => {
    const verifier = await createJwtVerifier(staticOptions, runtime)
    await expect(verifier.verify(input as string)).rejects.toMatchObject({ code: 'jwt.malformed' })
  })

  it('refuses the options that the plugin refuses', async () => {
    const options = { ...staticOptions, audiance: 'x' }
    await expect(createJwtVerifier(options, runtime)).rejects.toMatchObject({ code: 'AC1004' })
    await expect(
      createJwtVerifier({ ...staticOptions, jwks: { keys: [{}] } }, runtime),
    ).rejects.toMatchObject({
      code: 'AC1012',
    })
  })
})
