import type { AuthchainConfig } from '@authchain/core'
import { describe, expect, it, vi } from 'vitest'
import { issue, published, startProvider } from '../helpers/provider.js'
import type { Provider } from '../helpers/provider.js'
import { createKey } from '../helpers/tokens.js'

const key = createKey('RS256', 'U5R8cHbGw445Qbq8zVO1PcCpXL8yG6IcovVa3laCoxM')
const app = '0oa1orders2web3app4d5'

/** @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/ */
async function setUp(): Promise<{ provider: Provider; config: AuthchainConfig; issuer: string }> {
  const provider = await startProvider((origin) => ({
    '/oauth2/default/.well-known/openid-configuration': {
      issuer: `${origin}/oauth2/default`,
      jwks_uri: `${origin}/oauth2/default/v1/keys`,
      token_endpoint: `${origin}/oauth2/default/v1/token`,
      scopes_supported: ['openid', 'profile', 'orders.read'],
    },
    '/oauth2/default/v1/keys': { keys: [published(key, { alg: 'RS256', use: 'sig' })] },
  }))
  const issuer = `${provider.origin}/oauth2/default`
  vi.stubEnv('OKTA_ISSUER', issuer)
  vi.resetModules()
  const { default: config } = await import('./okta.config.js')
  return { provider, config: config as unknown as AuthchainConfig, issuer }
}

/** The header of an Okta token has `kid` and `alg` alone. */
const access = {
  ver: 1,
  jti: 'AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE',
  aud: 'api://default',
  cid: app,
  uid: '00u1ada2lovelace3d4',
  scp: ['orders.read', 'openid'],
  auth_time: 1_790_000_000,
  sub: 'ada@acme.example',
}
const id = {
  ver: 1,
  jti: 'ID.4eAWJOCMB3SX8XewDfVR',
  aud: app,
  amr: ['pwd', 'mfa'],
  idp: '00o1example2idp3d4',
  nonce: 'n-0S6',
  at_hash: 'preview_at_hash',
  sub: '00u1ada2lovelace3d4',
}

describe('the guide for Okta', () => {
  it.each([
    ['a user', access, 'ada@acme.example'],
    ['a service', { ...access, uid: undefined, sub: app }, app],
  ])('lets %s in', async (_case, claims, principal) => {
    const { provider, config, issuer } = await setUp()
    const token = issue(key, { iss: issuer, ...claims })
    expect(await provider.ask(config, token)).toBe(`Allow ${principal}`)
    expect(provider.requests.at(-1)).toBe('/oauth2/default/v1/keys')
  })

  it.each<[string, object, string]>([
    ['the organization itself', { iss: 'https://acme.okta.com' }, 'jwt.issuer'],
    ['another organization', { iss: 'https://evil.okta.com/oauth2/default' }, 'jwt.issuer'],
    ['another API', { aud: 'api://billing' }, 'jwt.audience'],
    ['an app that may not call', { cid: '0oa9another9app' }, 'jwt.invalid_claims'],
    ['another scope', { scp: ['orders.write'] }, 'require_scope.missing'],
    ['no scope', { scp: undefined }, 'require_scope.missing'],
    [
      'scopes in a list that holds something else',
      { scp: ['orders.read', 7] },
      'require_scope.missing',
    ],
  ])('denies a token of %s', async (_case, claims, code) => {
    const { provider, config, issuer } = await setUp()
    expect(await provider.ask(config, issue(key, { iss: issuer, ...access, ...claims }))).toBe(code)
  })

  it('denies an ID token', async () => {
    const { provider, config, issuer } = await setUp()
    expect(await provider.ask(config, issue(key, { iss: issuer, ...id }))).toBe('jwt.audience')
    const sameName = { iss: issuer, ...id, aud: 'api://default' }
    expect(await provider.ask(config, issue(key, sameName))).toBe('jwt.invalid_claims')
  })
})
