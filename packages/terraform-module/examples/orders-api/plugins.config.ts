/** People come with a token, machines with a key; both in the Authorization header, so answers can be cached. */
import { anyOf, defineConfig, requireScope } from '@authchain/core'
import { apiKey, inlineKeys } from '@authchain/plugins-apikey'
import type { ApiKeyRecord } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'

/** Made by `npx authchain keys create`; a record holds a hash and is no secret. */
const records = JSON.parse(process.env['ORDERS_KEY_RECORDS'] ?? '[]') as readonly ApiKeyRecord[]

export default defineConfig({
  authorizer: { type: 'TOKEN', ttlSeconds: 300 },
  plugins: [
    anyOf(
      apiKey({ from: 'bearer', keys: inlineKeys(records) }),
      jwt({ issuer: 'https://auth.example.com/', audience: 'orders' }),
    ),
    requireScope('orders:read'),
  ],
  context: ({ principalId, apiKey: key }) => ({ caller: principalId, keyId: key?.id }),
})
