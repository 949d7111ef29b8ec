/** Tokens of one issuer that share a secret in Parameter Store, and what their bearers get to see. */
import { defineConfig, requireScope, ssm } from '@authchain/core'
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
    requireScope('orders:read'),
  ],
  context: ({ principalId }) => ({ caller: principalId }),
})
