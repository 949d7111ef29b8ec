import { describe, expect, it } from 'vitest'
import {
  createTestCall,
  createTestClock,
  createTestContext,
  createTestIdentity,
  createTestRuntime,
} from '@authchain/core/testing'
import type { HttpRequest } from '@authchain/core'
import type { Plugin } from '@authchain/core'
import { auth0, cognito } from '../src/presets.js'
import { createKey, nowSeconds, rsa, token } from './helpers/tokens.js'

const pool = 'eu-west-1_AbCdEfGhI'
const poolIssuer = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`

/** Presents tokens to a preset whose issuer publishes the RSA key, and tells where it asked. */
async function presenting(
  plugin: Plugin,
): Promise<{ asked: string[]; present: (text: string) => Promise<string> }> {
  const asked: string[] = []
  const http = async ({ url }: HttpRequest) => {
    asked.push(url.href)
    const body = Buffer.from(JSON.stringify({ keys: [{ ...rsa.jwk }] }))
    return Promise.resolve({ status: 200, headers: {}, body })
  }
  const runtime = createTestRuntime({ http, clock: createTestClock(nowSeconds * 1000) })
  const validate = await plugin.setup(runtime, new AbortController().signal)
  return {
    asked,
    present: async (text) => {
      const context = createTestContext({ token: `Bearer ${text}` })
      try {
        return (await validate(context, createTestIdentity(), createTestCall())).kind
      } catch (error) {
        return (error as { code: string }).code
      }
    },
  }
}

/** As in the documentation of user pools: no `typ`, no `aud` on access tokens. */
const access = {
  iss: poolIssuer,
  aud: undefined,
  token_use: 'access',
  client_id: 'client',
  scope: 'orders/read',
  username: 'u',
  auth_time: nowSeconds,
}
const id = { iss: poolIssuer, aud: 'client', token_use: 'id', 'cognito:username': 'u' }
const bare = { typ: undefined }

describe('cognito', () => {
  it('takes access tokens of its clients and no others', async () => {
    const { asked, present } = await presenting(
      cognito({ userPoolId: pool, clientId: ['client', 'other'], tokenUse: 'access' }),
    )
    expect(asked).toEqual([`${poolIssuer}/.well-known/jwks.json`])
    expect(await present(token(access, bare))).toBe('pass')
    expect(await present(token({ ...access, client_id: 'stranger' }, bare))).toBe(
      'jwt.invalid_claims',
    )
    expect(await present(token(id, bare))).toBe('jwt.invalid_claims')
    expect(await present(token({ ...access, iss: `${poolIssuer}x` }, bare))).toBe('jwt.issuer')
  })

  it('takes ID tokens where the options say so', async () => {
    const { present } = await presenting(
      cognito({ userPoolId: pool, clientId: 'client', tokenUse: 'id' }),
    )
    expect(await present(token(id, bare))).toBe('pass')
    expect(await present(token(access, bare))).toBe('jwt.audience')
    expect(await present(token({ ...access, aud: 'client' }, bare))).toBe('jwt.invalid_claims')
    expect(await present(token({ ...id, aud: 'stranger' }, bare))).toBe('jwt.audience')
  })

  it('takes RS256 alone', async () => {
    const { present } = await presenting(
      cognito({ userPoolId: pool, clientId: 'client', tokenUse: 'access' }),
    )
    expect(await present(token(access, bare, createKey('PS256', 'rsa-1')))).toBe('jwt.algorithm')
  })

  it('knows the domain of the Chinese partition', () => {
    const plugin = cognito({ userPoolId: 'cn-north-1_Abc', clientId: 'c', tokenUse: 'id' })
    expect(plugin.requires.hosts).toEqual(['cognito-idp.cn-north-1.amazonaws.com.cn'])
  })

  it.each<object>([
    { userPoolId: 'abc' },
    { userPoolId: 'eu-west-1_a/b' },
    { userPoolId: 'evil.example/eu-west-1_Abc' },
    { clientId: '' },
    { clientId: [] },
    { tokenUse: 'both' },
    { region: 'eu-west-1' },
  ])('refuses %j', (change) => {
    const options = { userPoolId: pool, clientId: 'c', tokenUse: 'access', ...change } as const
    expect(() => cognito(options as Parameters<typeof cognito>[0])).toThrow(
      expect.objectContaining({ kind: 'config' }),
    )
  })
})

describe('auth0', () => {
  it('takes access tokens for its API and no others', async () => {
    const { asked, present } = await presenting(
      auth0({ domain: 'acme.eu.auth0.com', audience: 'https://api.acme.example' }),
    )
    expect(asked).toEqual(['https://acme.eu.auth0.com/.well-known/jwks.json'])
    const claims = {
      iss: 'https://acme.eu.auth0.com/',
      aud: ['https://api.acme.example', 'https://acme.eu.auth0.com/userinfo'],
      sub: 'auth0|1',
      azp: 'x',
    }
    expect(await present(token(claims))).toBe('pass')
    expect(await present(token({ ...claims, aud: 'x' }))).toBe('jwt.audience')
    expect(await present(token({ ...claims, iss: 'https://acme.eu.auth0.com' }))).toBe('jwt.issuer')
  })

  it.each<object>([
    { domain: 'https://acme.auth0.com' },
    { domain: 'acme' },
    { domain: 'a.b/c' },
    { domain: 'a@b.c' },
    { audience: '' },
    { x: 1 },
  ])('refuses %j', (change) => {
    const options = { domain: 'acme.auth0.com', audience: 'x', ...change }
    expect(() => auth0(options)).toThrow(expect.objectContaining({ kind: 'config' }))
  })
})
