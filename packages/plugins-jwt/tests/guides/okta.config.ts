/**
 * Okta, a custom authorization server. The organization's own server (`https://{domain}`) signs for Okta's APIs alone:
 * its tokens are not for an API of yours.
 *
 * @see https://developer.okta.com/docs/guides/validate-access-tokens/dotnet/main/
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/
 */
import { defineConfig, requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  plugins: [
    jwt({
      issuer: process.env['OKTA_ISSUER'] ?? 'https://acme.okta.com/oauth2/default',
      audience: 'api://default',
      algorithms: ['RS256'],
      // Client IDs of the apps that may call. An ID token has no `cid`.
      requiredClaims: { cid: ['0oa1orders2web3app4d5', '0oa1orders2job3app4d5'] },
    }),
    // From `scp`, which Okta writes as a list.
    requireScope('orders.read'),
  ],
  context: ({ claims }) => ({ clientId: String(claims['cid']) }),
})
