/** Tokens for an HTTP API that takes simple responses: kept for a minute, since they cannot say when they end. */
import { defineConfig, requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  authorizer: { api: 'http', response: 'simple', ttlSeconds: 60 },
  plugins: [
    jwt({ issuer: 'https://auth.example.com/', audience: 'orders' }),
    requireScope('orders:read'),
  ],
})
