/**
 * Microsoft Entra ID, one tenant, tokens of version 2.0 (`requestedAccessTokenVersion: 2` in the API's manifest).
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * @see https://learn.microsoft.com/entra/identity-platform/claims-validation
 */
import { anyOf, defineConfig, requireClaim, requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

/** Directory (tenant) ID. `common` and `organizations` are no issuers: their tokens name their own tenant. */
const tenantId = '7c9f8b1e-3f3f-4f0b-9a52-5d1c6f1f0a11'
/** Application (client) ID of the API. Tokens of version 2.0 carry it in `aud`, not the `api://…` URI. */
const apiClientId = '2b0f5f0a-7a56-4a3e-8f64-0d8f9d1f6c22'
/** Application IDs of the web app and of the nightly job that may call. An ID token has no `azp`. */
const callers = ['9d3c7e52-52a4-4a0a-b0a6-6d4a8e0c1b33', 'c1a9b9c4-61d0-4f57-9c7b-0e7b8f5e2d44']

export default defineConfig({
  plugins: [
    jwt({
      issuer: process.env['ENTRA_ISSUER'] ?? `https://login.microsoftonline.com/${tenantId}/v2.0`,
      audience: apiClientId,
      algorithms: ['RS256'],
      requiredClaims: { ver: '2.0', tid: tenantId, azp: callers },
    }),
    // A signed-in user by what the app was granted, a daemon by its app role.
    anyOf(requireScope('Orders.Read'), requireClaim('roles', 'Orders.Read')),
  ],
  context: ({ claims }) => ({ objectId: String(claims['oid']) }),
})
