/**
 * Auth0: access tokens for one API, with role-based access control and "Add Permissions in the Access Token".
 *
 * @see https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles
 * @see https://auth0.com/docs/get-started/apis/enable-role-based-access-control-for-apis
 */
import { defineConfig, requireClaim } from '@authchain/core'
import { auth0 } from '@authchain/plugins-jwt'

export default defineConfig({
  plugins: [
    auth0({ domain: 'acme.eu.auth0.com', audience: 'https://orders.acme.example' }),
    // What the user may do. `scope` says no more than what the app asked for.
    requireClaim('permissions', 'read:orders'),
  ],
})
