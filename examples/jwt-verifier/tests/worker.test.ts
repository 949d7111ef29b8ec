import { createJwtVerifier } from '@authchain/plugins-jwt'
import type { JwtVerifier } from '@authchain/plugins-jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handleMessage } from '../src/worker.ts'
import { startIssuer } from './helpers/issuer.ts'
import type { TestIssuer } from './helpers/issuer.ts'

const expected = { issuer: 'https://auth.example.com/', audience: 'orders' }
let issuer: TestIssuer
let verifier: JwtVerifier

describe('a worker that verifies tokens', () => {
  beforeAll(async () => {
    issuer = await startIssuer()
    verifier = await createJwtVerifier({ ...expected, jwksUri: issuer.jwksUri })
  })
  afterAll(() => {
    issuer.stop()
  })

  it('works in the name of the token’s subject', async () => {
    const message = { token: await issuer.sign(), order: '42' }
    expect(await handleMessage(verifier, message)).toEqual({
      status: 'done',
      subject: 'user-1',
      order: '42',
    })
  })

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['has expired', { exp: 1 }, 'jwt.expired'],
    ['is for another audience', { aud: 'billing' }, 'jwt.audience'],
    ['is of another issuer', { iss: 'https://evil.example.com/' }, 'jwt.issuer'],
  ])('drops a message whose token %s', async (_case, claims, code) => {
    const message = { token: await issuer.sign(claims), order: '42' }
    expect(await handleMessage(verifier, message)).toEqual({ status: 'dropped', code })
  })

  it('leaves the message to the queue while the issuer’s keys cannot be had', async () => {
    const gone = await startIssuer()
    gone.stop()
    const alone = await createJwtVerifier(
      { ...expected, jwksUri: gone.jwksUri },
      { logger: { debug() {}, info() {}, warn() {}, error() {} } },
    )
    const message = { token: await gone.sign(), order: '42' }
    await expect(handleMessage(alone, message)).rejects.toMatchObject({
      kind: 'failure',
      code: 'jwt.keys_unavailable',
    })
  })
})
