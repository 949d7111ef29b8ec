import type { AuthchainConfig } from '@authchain/core'
import { describe, expect, it, vi } from 'vitest'
import { issue, published, startProvider } from '../helpers/provider.js'
import type { Provider } from '../helpers/provider.js'
import { createKey } from '../helpers/tokens.js'

const key = createKey('RS256', 'nnniBrxL0qhG79pkF3ccQj_l0jDmxKrYYy2YLlEe1s')
const encryption = createKey('RS256', 'xV2QWGk1Hh4Dh5F8g7Qd9Yb0cT6uJm3nR1pLsKeAzWo')

/** A realm publishes its encryption key beside its signing key. */
async function setUp(): Promise<{ provider: Provider; config: AuthchainConfig; issuer: string }> {
  const provider = await startProvider((origin) => ({
    '/realms/acme/.well-known/openid-configuration': {
      issuer: `${origin}/realms/acme`,
      jwks_uri: `${origin}/realms/acme/protocol/openid-connect/certs`,
      token_endpoint: `${origin}/realms/acme/protocol/openid-connect/token`,
      id_token_signing_alg_values_supported: ['PS384', 'RS384', 'EdDSA', 'ES384', 'HS256', 'RS256'],
    },
    '/realms/acme/protocol/openid-connect/certs': {
      keys: [
        published(encryption, { alg: 'RSA-OAEP', use: 'enc', x5c: ['MIIClzCCAX8CBgF'], x5t: 'a' }),
        published(key, { alg: 'RS256', use: 'sig', x5c: ['MIIClzCCAX8CBgG'], x5t: 'b' }),
      ],
    },
  }))
  const issuer = `${provider.origin}/realms/acme`
  vi.stubEnv('KEYCLOAK_ISSUER', issuer)
  vi.resetModules()
  const { default: config } = await import('./keycloak.config.js')
  return { provider, config: config as unknown as AuthchainConfig, issuer }
}

const header = { typ: 'JWT' }
/**
 * Roles in `roles`' own scope bring `account` into the audience; the audience mapper brings the API.
 *
 * @see https://phasetwo.io/tutorials/clients/audience/
 */
const access = {
  auth_time: 1_790_000_000,
  jti: 'onrtac:d58f5dc8-fd8f-462b-8a19-716f8f83985b',
  aud: ['orders-api', 'account'],
  sub: '36fa0f91-f94d-4a0c-afed-6b7d952e47da',
  typ: 'Bearer',
  azp: 'orders-web',
  sid: '2a88c258-f73a-4103-b862-e1fbd8f4e04e',
  acr: '1',
  'allowed-origins': ['https://orders.example.com'],
  realm_access: { roles: ['orders-reader', 'default-roles-acme', 'offline_access'] },
  resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
  scope: 'openid email profile',
  email_verified: true,
  preferred_username: 'ada',
}

describe('the guide for Keycloak', () => {
  it('lets a user with the realm role in', async () => {
    const { provider, config, issuer } = await setUp()
    const token = issue(key, { iss: issuer, ...access }, header)
    expect(await provider.ask(config, token)).toBe(`Allow ${access.sub}`)
    expect(provider.requests.at(-1)).toBe('/realms/acme/protocol/openid-connect/certs')
  })

  it.each<[string, object, string]>([
    ['another realm', { iss: 'https://sso.example.com/realms/partners' }, 'jwt.issuer'],
    ['a client without the audience mapper', { aud: 'account' }, 'jwt.audience'],
    ['a client without roles and mapper', { aud: undefined }, 'jwt.audience'],
    ['another client', { azp: 'admin-cli' }, 'jwt.invalid_claims'],
    [
      'a user without the role',
      { realm_access: { roles: ['default-roles-acme'] } },
      'require_realm_role.missing',
    ],
    [
      'a user whose client role has the same name',
      {
        realm_access: { roles: [] },
        resource_access: { 'orders-api': { roles: ['orders-reader'] } },
      },
      'require_realm_role.missing',
    ],
    ['a user without any role', { realm_access: undefined }, 'jwt.invalid_claims'],
    ['roles of another shape', { realm_access: { roles: 'orders-reader' } }, 'jwt.invalid_claims'],
  ])('denies a token of %s', async (_case, claims, code) => {
    const { provider, config, issuer } = await setUp()
    const token = issue(key, { iss: issuer, ...access, ...claims }, header)
    expect(await provider.ask(config, token)).toBe(code)
  })

  it.each(['ID', 'Refresh', 'Offline', 'Logout'])('denies a token of type %s', async (typ) => {
    const { provider, config, issuer } = await setUp()
    const token = issue(key, { iss: issuer, ...access, typ }, header)
    expect(await provider.ask(config, token)).toBe('jwt.invalid_claims')
  })

  it('takes no signature by the encryption key', async () => {
    const { provider, config, issuer } = await setUp()
    const token = issue(encryption, { iss: issuer, ...access }, header)
    expect(await provider.ask(config, token)).toBe('jwt.unknown_key')
  })
})
