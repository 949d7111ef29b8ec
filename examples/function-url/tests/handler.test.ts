import { beforeAll, describe, expect, it } from 'vitest'
import type { handler as Handler } from '../src/handler.ts'
import { functionUrlEvent } from './helpers/function-url-event.ts'
import { signToken } from './helpers/sign-token.ts'

process.env['JWT_SECRET'] = 'a secret of the tests, longer than 32 bytes'

let handler: typeof Handler
const bearer = async (...given: Parameters<typeof signToken>): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await signToken(...given)}`,
})

describe('a function URL behind a chain', () => {
  beforeAll(async () => {
    // As Lambda does it: the environment is there before the module is.
    ;({ handler } = await import('../src/handler.ts'))
  })

  it('serves a caller with a good token, by name', async () => {
    expect(await handler(functionUrlEvent(await bearer('orders:read')))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ principalId: 'user-1', issuer: 'https://auth.example.com/' }),
    })
  })

  it('asks a caller without a token for one', async () => {
    expect(await handler(functionUrlEvent({}))).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer realm="orders"' },
    })
  })

  it('denies a token that has expired', async () => {
    expect(await handler(functionUrlEvent(await bearer('orders:read', { exp: 1 })))).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer realm="orders", error="invalid_token"' },
    })
  })

  it('denies a good token without the scope', async () => {
    expect(await handler(functionUrlEvent(await bearer('orders:list')))).toMatchObject({
      statusCode: 403,
      headers: { 'www-authenticate': 'Bearer realm="orders", error="insufficient_scope"' },
    })
  })

  it('denies two tokens that Lambda has joined', async () => {
    const { authorization } = await bearer('orders:read')
    const joined = functionUrlEvent({ authorization: `${authorization},${authorization}` })
    expect(await handler(joined)).toMatchObject({ statusCode: 401 })
  })
})
