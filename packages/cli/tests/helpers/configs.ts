/** Configurations that several tests use. */
import { createApiKey } from '@authchain/plugins-apikey'

const { key, record } = createApiKey({ scopes: ['orders:read'] })

export { key }

/** One API key from `Authorization: Bearer …`, and a scope that it has. */
export const apiKeyConfig: string = `
import { defineConfig, requireScope } from '@authchain/core'
import { apiKey, inlineKeys } from '@authchain/plugins-apikey'

export default defineConfig({
  plugins: [
    apiKey({ keys: inlineKeys([${JSON.stringify(record)}]), from: 'bearer' }),
    requireScope('orders:read'),
  ],
  context: () => ({ tier: 'gold' }),
})
`

/** A key pair that nobody has: the chain can deny, and its size is that of a real one. */
export const jwtConfig: string = `
import { defineConfig, requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  plugins: [
    jwt({ issuer: 'https://auth.example.com/', audience: 'orders', jwksUri: 'http://127.0.0.1:9/keys' }),
    requireScope('orders:read'),
  ],
})
`
