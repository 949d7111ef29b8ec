/** The issuer differs from stage to stage; its value is read while the bundle is built and stands in its manifest. */
import { defineConfig } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 300 },
  plugins: [jwt({ issuer: process.env['ISSUER'] ?? 'https://localhost/', audience: 'orders' })],
})
