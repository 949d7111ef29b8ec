/**
 * Keycloak, one realm. Without an audience mapper `aud` is `account`, for every client of the realm: add one (client
 * scope, "Audience") that puts the API's own name in.
 *
 * @see https://www.keycloak.org/docs/latest/server_admin/#_audience
 * @see https://www.keycloak.org/securing-apps/oidc-layers
 */
import { defineConfig, definePlugin, forbidden, pass, provided } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
import type { JwtProvision } from '@authchain/plugins-jwt'
import { z } from 'zod/mini'

/** What this API reads of a token. Realm roles stand one level down, where `requireClaim` does not look. */
const claims = z.object({
  preferred_username: z.string(),
  realm_access: z.object({ roles: z.array(z.string()) }),
})

/** Denies callers without the role: they are known, so it is a 403 and not a 401. */
const requireRealmRole = definePlugin({
  name: 'require-realm-role',
  options: z.string(),
  needs: { jwt: provided<JwtProvision<z.infer<typeof claims>>>() },
  requires: () => ({}),
  setup: (role) => (_context, identity) => {
    if (identity.jwt.claims.realm_access.roles.includes(role)) return pass()
    throw forbidden('require_realm_role.missing')
  },
})

export default defineConfig({
  plugins: [
    jwt({
      issuer: process.env['KEYCLOAK_ISSUER'] ?? 'https://sso.example.com/realms/acme',
      audience: 'orders-api',
      algorithms: ['RS256'],
      // ID and refresh tokens say `ID` and `Refresh`; `azp` is the client that asked for the token.
      requiredClaims: { typ: 'Bearer', azp: ['orders-web', 'orders-job'] },
      claims,
    }),
    requireRealmRole('orders-reader'),
  ],
  context: ({ jwt: { claims: caller } }) => ({ username: caller.preferred_username }),
})
