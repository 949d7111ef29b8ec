import type { AuthchainConfig } from '@authchain/core'
import { describe, expect, it, vi } from 'vitest'
import { issue, published, startProvider } from '../helpers/provider.js'
import type { Provider } from '../helpers/provider.js'
import { createKey } from '../helpers/tokens.js'

const tenant = '7c9f8b1e-3f3f-4f0b-9a52-5d1c6f1f0a11'
const otherTenant = '11111111-2222-4333-8444-555555555555'
const otherIssuer = `https://login.microsoftonline.com/${otherTenant}/v2.0`
const api = '2b0f5f0a-7a56-4a3e-8f64-0d8f9d1f6c22'
const web = '9d3c7e52-52a4-4a0a-b0a6-6d4a8e0c1b33'
const job = 'c1a9b9c4-61d0-4f57-9c7b-0e7b8f5e2d44'
const key = createKey('RS256', 'nOo3ZDrODXEK1jKWhXslHR_KXEg')
const next = createKey('RS256', 'l3sQ-50cCH4xBVZLHTGwnSR7680')

/** Keys have no `alg`; all tenants are served from one host. Source: the tenant's discovery document. */
async function setUp(): Promise<{ provider: Provider; config: AuthchainConfig; issuer: string }> {
  const provider = await startProvider((origin) => ({
    [`/${tenant}/v2.0/.well-known/openid-configuration`]: {
      issuer: `${origin}/${tenant}/v2.0`,
      jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
      token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      tenant_region_scope: 'EU',
      cloud_instance_name: 'microsoftonline.com',
    },
    [`/${tenant}/discovery/v2.0/keys`]: {
      keys: [key, next].map((one) =>
        published(one, {
          use: 'sig',
          x5t: one.jwk['kid'],
          x5c: ['MIIC/TCCAeWgAwIBAgIIUd7j'],
          cloud_instance_name: 'microsoftonline.com',
          issuer: `${origin}/${tenant}/v2.0`,
        }),
      ),
    },
  }))
  const issuer = `${provider.origin}/${tenant}/v2.0`
  vi.stubEnv('ENTRA_ISSUER', issuer)
  vi.resetModules()
  const { default: config } = await import('./entra.config.js')
  return { provider, config: config as unknown as AuthchainConfig, issuer }
}

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const delegated = {
  aud: api,
  aio: 'AXQAi/8TAAAA',
  azp: web,
  azpacr: '0',
  name: 'Ada Lovelace',
  oid: 'd2f5c1a0-9a31-4c86-a3a5-2a4d0d1b5e55',
  preferred_username: 'ada@acme.example',
  rh: 'I',
  scp: 'Orders.Read User.Read',
  sub: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ',
  tid: tenant,
  uti: 'fqiBqXLPj0eQa82S-IYFAA',
  ver: '2.0',
}
/** A daemon: no user and no scopes, and the principal is the service principal's `sub`. */
const daemon = { ...delegated, azp: job, azpacr: '1', scp: undefined, roles: ['Orders.Read'] }
const header = { typ: 'JWT' }

describe('the guide for Entra ID', () => {
  it.each([
    ['a user through the web app', delegated],
    ['a daemon with the app role', daemon],
  ])('lets %s in', async (_case, claims) => {
    const { provider, config, issuer } = await setUp()
    const token = issue(key, { iss: issuer, ...claims }, header)
    expect(await provider.ask(config, token)).toBe(`Allow ${delegated.sub}`)
    expect(provider.requests).toEqual([
      `/${tenant}/v2.0/.well-known/openid-configuration`,
      `/${tenant}/discovery/v2.0/keys`,
    ])
  })

  it.each<[string, object, string]>([
    ['another tenant, under its own issuer', { iss: otherIssuer, tid: otherTenant }, 'jwt.issuer'],
    ['another tenant behind the right issuer', { tid: otherTenant }, 'jwt.invalid_claims'],
    ['version 1.0', { iss: `https://sts.windows.net/${tenant}/`, ver: '1.0' }, 'jwt.issuer'],
    ['another API', { aud: '00000003-0000-0000-c000-000000000000' }, 'jwt.audience'],
    ['the URI form of the API', { aud: `api://${api}` }, 'jwt.audience'],
    ['an app that may not call', { azp: tenant }, 'jwt.invalid_claims'],
    ['another scope', { scp: 'Orders.Write' }, 'any_of.not_allowed'],
    ['another role and no scope', { ...daemon, roles: ['Orders.Write'] }, 'any_of.not_allowed'],
    ['neither scope nor role', { scp: undefined }, 'any_of.not_allowed'],
  ])('denies a token of %s', async (_case, claims, code) => {
    const { provider, config, issuer } = await setUp()
    const token = issue(key, { iss: issuer, ...delegated, ...claims }, header)
    expect(await provider.ask(config, token)).toBe(code)
  })

  /** @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
  it('denies an ID token, even one of an app that shares its registration and roles', async () => {
    const { provider, config, issuer } = await setUp()
    const { azp: _azp, azpacr: _azpacr, scp: _scp, ...rest } = delegated
    const id = { ...rest, iss: issuer, nonce: 'n-0S6', roles: ['Orders.Read'] }
    expect(await provider.ask(config, issue(key, id, header))).toBe('jwt.invalid_claims')
    expect(await provider.ask(config, issue(key, { ...id, aud: web }, header))).toBe('jwt.audience')
  })

  it('denies a token that somebody else signed', async () => {
    const { provider, config, issuer } = await setUp()
    const forged = createKey('RS256', String(key.jwk['kid']))
    const token = issue(forged, { iss: issuer, ...delegated }, header)
    expect(await provider.ask(config, token)).toBe('jwt.bad_signature')
  })
})
