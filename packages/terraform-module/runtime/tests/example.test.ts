import { restRequestEvent, restTokenEvent } from '@authchain/core/testing'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toAuthorizer } from './helpers/environment.js'
import { findStartError, startLambda } from './helpers/lambda.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const token = '4f1c9a0b7d2e63a85c1f0e9d'
const withToken = (text: string): Readonly<Record<string, string>> => ({
  AUTHCHAIN_EXAMPLE_TOKEN_SHA256: sha256(text),
  AUTHCHAIN_AUTHORIZER: toAuthorizer({ type: 'TOKEN' }),
})

describe('without a chain', () => {
  it.each([
    ['nothing', {}],
    ['empty variables', { AUTHCHAIN_CHAIN: '', AUTHCHAIN_EXAMPLE_TOKEN_SHA256: '' }],
    ['an authorizer alone', { AUTHCHAIN_AUTHORIZER: toAuthorizer({ type: 'TOKEN' }) }],
  ])('everything is denied: %s', async (_case, environment) => {
    const lambda = await startLambda(unpackRuntime(), environment)
    for (const presented of ['', 'Bearer ', 'Bearer allow-me', 'allow', `Bearer ${token}`]) {
      await expect(lambda.invoke(restTokenEvent(presented))).rejects.toThrow('Unauthorized')
    }
    expect(lambda.log.at(-1)).toMatchObject({ effect: 'Deny', code: 'example.no_chain' })
  })

  it('the log says which lines to add', async () => {
    const lambda = await startLambda(unpackRuntime())
    await expect(lambda.invoke(restTokenEvent('Bearer x'))).rejects.toThrow('Unauthorized')
    expect(lambda.log[0]).toMatchObject({ level: 'WARN' })
    expect(lambda.log[0]?.['message']).toMatch(/chain = \[\n.*plugin = "jwt".*\n {2}\]/)
  })

  it('requests are denied behind a REQUEST authorizer too, with whatever sources', async () => {
    const lambda = await startLambda(unpackRuntime(), {
      AUTHCHAIN_AUTHORIZER: toAuthorizer({ identitySources: ['method.request.header.X-Other'] }),
    })
    await expect(lambda.invoke(restRequestEvent())).rejects.toThrow('Unauthorized')
  })
})

describe('the example chain', () => {
  it('accepts the one token and no other', async () => {
    const lambda = await startLambda(unpackRuntime(), withToken(token))
    expect(await lambda.invoke(restTokenEvent(`Bearer ${token}`))).toMatchObject({
      principalId: 'example',
    })
    const others = [token.toUpperCase(), `${token} `, token.slice(1), sha256(token), '', 'allow-me']
    for (const other of others) {
      await expect(lambda.invoke(restTokenEvent(`Bearer ${other}`))).rejects.toThrow('Unauthorized')
    }
    await expect(lambda.invoke(restTokenEvent(token))).rejects.toThrow('Unauthorized')
  })

  it.each([
    ['short', 'k3-Vq9!xT_0z'],
    ['of few characters', 'abababababababababababab'],
  ])('denies the right token when it is %s', async (_case, weak) => {
    const lambda = await startLambda(unpackRuntime(), withToken(weak))
    await expect(lambda.invoke(restTokenEvent(`Bearer ${weak}`))).rejects.toThrow('Unauthorized')
    expect(lambda.log.at(-1)).toMatchObject({ code: 'example.guessable_token' })
  })

  it.each(['', 'test', 'allow-me', 'Allow', 'SECRET', 'Bearer token', 'password', 'changeme\n'])(
    'does not start with the digest of "%s"',
    async (word) => {
      expect(await findStartError(unpackRuntime(), withToken(word))).toMatchObject({
        code: 'AC1012',
      })
    },
  )

  it.each([
    ['a token in place of its digest', token],
    ['upper case', sha256(token).toUpperCase()],
    ['too few digits', sha256(token).slice(1)],
  ])('does not start with %s', async (_case, value) => {
    const environment = { ...withToken(token), AUTHCHAIN_EXAMPLE_TOKEN_SHA256: value }
    const error = await findStartError(unpackRuntime(), environment)
    expect(error?.code).toBe('AC1003')
    expect(error?.message).not.toContain(value)
  })
})
