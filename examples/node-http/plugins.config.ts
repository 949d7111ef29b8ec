/** Who may read orders. The secret is read when the chain is set up, not when this file is evaluated. */
import { defineConfig, env, requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  plugins: [
    jwt({ issuer: 'https://auth.example.com/', audience: 'orders', secret: env('JWT_SECRET') }),
    requireScope('orders:read'),
  ],
  context: ({ jwt: token }) => ({ issuer: token.issuer }),
})
