/** Tokens of one issuer that share a secret in Parameter Store, who may call what, and how a denial reads. */
import { bearerChallenge, defineConfig, requireScope, ssm, withCors } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 600 },
  plugins: [
    jwt({
      issuer: process.env['TOKEN_ISSUER'] ?? 'https://auth.example.com/',
      audience: 'orders',
      secret: ssm('/complete/jwt-secret'),
      algorithms: ['HS256'],
    }),
  ],
  routes: {
    'GET /orders': requireScope('orders:read'),
    'GET /orders/{id}': requireScope('orders:read'),
    'DELETE /orders/{id}': requireScope('orders:delete'),
  },
  // A promise that nothing else is deployed; `authchain check --plan` holds the plan against it.
  routesFrom: 'table',
  responses: withCors(
    { origin: '*' },
    { unauthenticated: { headers: { 'WWW-Authenticate': bearerChallenge() } } },
  ),
  context: ({ principalId }) => ({ caller: principalId }),
})
