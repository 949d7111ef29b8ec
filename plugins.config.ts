/**
 * The chain that `pnpm demo` builds and runs: API keys for machines and tokens for people, both in the
 * Authorization header, so that one identity source is enough and answers can be cached. The route table
 * makes each cached answer right for every route.
 */
import { anyOf, defineConfig, requireScope } from '@authchain/core'
import { apiKey, inlineKeys } from '@authchain/plugins-apikey'
import type { ApiKeyRecord } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'

/** The demo makes its keys anew each time; a config of your own lists the records, which hold no secret. */
const records = JSON.parse(process.env['DEMO_API_KEYS'] ?? '[]') as readonly ApiKeyRecord[]

export default defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 300 },
  plugins: [
    anyOf(
      apiKey({ keys: inlineKeys(records), from: 'bearer' }),
      jwt({ issuer: process.env['DEMO_ISSUER'] ?? 'http://127.0.0.1:3001', audience: 'orders' }),
    ),
  ],
  routes: {
    'GET /orders': requireScope('orders:read'),
    'GET /orders/{id}': requireScope('orders:read'),
    'POST /orders': requireScope('orders:write'),
    'DELETE /orders/{id}': requireScope('orders:admin'),
  },
  context: ({ jwt: token, apiKey: key }) => ({
    client: typeof token?.claims['client_id'] === 'string' ? token.claims['client_id'] : null,
    keyId: key?.id ?? null,
    machine: key !== undefined,
  }),
})
