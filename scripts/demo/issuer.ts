/** A real OpenID provider on loopback, with a client that gets tokens for the demo's API. @module */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey } from 'jose'
import { Provider } from 'oidc-provider'

export interface Issuer {
  readonly url: string
  /** Asks the provider's token endpoint, as a client would. */
  requestToken(scope: string): Promise<string>
  /** Signs claims of our own with the provider's key, or with another one under its key id. */
  sign(claims: Record<string, unknown>, key?: CryptoKey): Promise<string>
  close(): Promise<void>
}

const client = { id: 'orders-web', secret: 'a-client-of-the-demo-alone' }

export async function startIssuer(port = 0): Promise<Issuer> {
  const server = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve, reject) => {
    server.once('listening', resolve).once('error', reject)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: 'demo-1', alg: 'ES256', use: 'sig' }
  const provider = new Provider(url, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [jwk] },
    scopes: ['orders:read', 'orders:write'],
    ttl: { ClientCredentials: 600 },
    // Tokens are self-contained and there are no sessions, so there is nothing to keep.
    adapter: () => ({
      upsert: async () => {},
      find: async () => undefined,
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
      consume: async () => {},
      destroy: async () => {},
      revokeByGrantId: async () => {},
    }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'https://orders.example.com',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'orders:read orders:write',
          audience: 'orders',
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  })
  server.on('request', provider.callback())

  return {
    url,
    async requestToken(scope) {
      const answer = await fetch(`${url}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
      })
      const body = (await answer.json()) as { access_token?: string }
      if (body.access_token === undefined) {
        throw new Error(`The issuer gave no token: ${answer.status}`)
      }
      return body.access_token
    },
    async sign(claims, key = privateKey) {
      return new SignJWT({ iss: url, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'demo-1', typ: 'at+jwt' })
        .sign(key)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
