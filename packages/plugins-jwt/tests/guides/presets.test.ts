import type { AuthchainConfig } from '@authchain/core'
import { describe, expect, it } from 'vitest'
import { issue, published, startProvider } from '../helpers/provider.js'
import type { Provider } from '../helpers/provider.js'
import { createKey } from '../helpers/tokens.js'
import auth0Config from './auth0.config.js'
import cognitoConfig from './cognito.config.js'

const key = createKey('RS256', '1234example=')
const idKey = createKey('RS256', '5678example=')
const pool = '/eu-west-1_AbCdEfGhI'
const member = { alg: 'RS256', use: 'sig' }

const startCognito = async (): Promise<Provider> =>
  startProvider(() => ({
    [`${pool}/.well-known/jwks.json`]: { keys: [published(idKey, member), published(key, member)] },
  }))
const startAuth0 = async (): Promise<Provider> =>
  startProvider(() => ({
    '/.well-known/jwks.json': {
      keys: [published(key, { ...member, x5c: ['MIIDBTCCAe2g'], x5t: 'NjVBRjY5MDlC' })],
    },
  }))

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
const cognitoAccess = {
  sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  'cognito:groups': ['orders-readers'],
  iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
  version: 2,
  client_id: '1orders2web3client4',
  origin_jti: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  event_id: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  token_use: 'access',
  scope: 'openid phone',
  auth_time: 1_790_000_000,
  jti: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  username: 'ada',
  nbf: undefined,
}
/** A service: `sub` is its client, and there are no groups. */
const service = {
  ...cognitoAccess,
  sub: '1orders2job3client4',
  client_id: '1orders2job3client4',
  'cognito:groups': undefined,
  username: undefined,
  scope: 'orders/read',
}

describe('the guide for Cognito', () => {
  it.each([
    ['a member of the group', cognitoAccess],
    ['a service with the scope', service],
  ])('lets %s in', async (_case, claims) => {
    const provider = await startCognito()
    const config = cognitoConfig as unknown as AuthchainConfig
    expect(await provider.ask(config, issue(key, claims))).toBe(`Allow ${claims.sub}`)
  })

  it.each<[string, object, string]>([
    ['another pool', { iss: `${cognitoAccess.iss}x` }, 'jwt.issuer'],
    ['another app client', { client_id: '9other9client' }, 'jwt.invalid_claims'],
    ['another group', { 'cognito:groups': ['billing'] }, 'any_of.not_allowed'],
    ['no group', { 'cognito:groups': undefined }, 'any_of.not_allowed'],
    [
      'the other kind: an ID token',
      { token_use: 'id', aud: '1orders2web3client4', client_id: undefined, scope: undefined },
      'jwt.invalid_claims',
    ],
  ])('denies a token of %s', async (_case, claims, code) => {
    const provider = await startCognito()
    const config = cognitoConfig as unknown as AuthchainConfig
    expect(await provider.ask(config, issue(idKey, { ...cognitoAccess, ...claims }))).toBe(code)
  })
})

/** @see https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles */
const auth0Access = {
  iss: 'https://acme.eu.auth0.com/',
  sub: 'auth0|6553da60a54af58e29493993',
  aud: ['https://orders.acme.example', 'https://acme.eu.auth0.com/userinfo'],
  azp: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  scope: 'openid profile read:orders',
  permissions: ['read:orders'],
  nbf: undefined,
}

describe('the guide for Auth0', () => {
  it.each([
    ['of the Auth0 profile', { typ: 'JWT' }, auth0Access],
    [
      'of the RFC 9068 profile',
      { typ: 'at+jwt' },
      { ...auth0Access, azp: undefined, client_id: auth0Access.azp, jti: '73WakrfVbNJBaAmhQtEeDv' },
    ],
    [
      'of a service',
      { typ: 'JWT' },
      { ...auth0Access, aud: 'https://orders.acme.example', gty: 'client-credentials' },
    ],
  ])('lets a token %s in', async (_case, header, claims) => {
    const provider = await startAuth0()
    const config = auth0Config as unknown as AuthchainConfig
    expect(await provider.ask(config, issue(key, claims, header))).toBe(`Allow ${auth0Access.sub}`)
  })

  it.each<[string, object, string]>([
    ['another tenant', { iss: 'https://evil.eu.auth0.com/' }, 'jwt.issuer'],
    ['the userinfo endpoint alone', { aud: 'https://acme.eu.auth0.com/userinfo' }, 'jwt.audience'],
    ['the other kind: an ID token', { aud: auth0Access.azp, nonce: 'n' }, 'jwt.audience'],
    ['a user without the permission', { permissions: [] }, 'require_claim.mismatch'],
    ['an app that only asked for the scope', { permissions: undefined }, 'require_claim.mismatch'],
  ])('denies a token of %s', async (_case, claims, code) => {
    const provider = await startAuth0()
    const config = auth0Config as unknown as AuthchainConfig
    const token = issue(key, { ...auth0Access, ...claims }, { typ: 'JWT' })
    expect(await provider.ask(config, token)).toBe(code)
  })
})
