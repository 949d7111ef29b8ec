/** Browsers cannot set headers on a WebSocket handshake, so the token comes in the query. */
import { defineConfig } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

export default defineConfig({
  authorizer: { api: 'websocket' },
  plugins: [
    jwt({ issuer: 'https://auth.example.com/', audience: 'orders', tokenFrom: 'query:token' }),
  ],
})
