/** A real OpenID provider on one port, whose signing keys change while it runs. */
import { generateKeyPairSync } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface OidcIssuer {
  readonly url: string
  /** How often the key set was asked for. */
  keySetRequests(): number
  /** Publishes these keys from now on; the first of them signs. */
  publish(...keys: readonly JsonWebKey[]): void
  /** A token of the client `orders-job` for the API `orders`, by way of the token endpoint. */
  requestToken(): Promise<string>
  /** Ends all connections and listens no more. */
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

const client = { id: 'orders-job', secret: 'a-client-of-this-test-alone' }

export function createSigningKey(kid: string): JsonWebKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }
}

export async function startOidcIssuer(...keys: readonly JsonWebKey[]): Promise<OidcIssuer> {
  let serve: RequestListener = () => {}
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url === '/jwks') asked += 1
    serve(request, response)
  })
  await listen(server, 0)
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const publish = (...published: readonly JsonWebKey[]): void => {
    serve = createProvider(url, published).callback()
  }
  publish(...keys)
  return {
    url,
    keySetRequests: () => asked,
    publish,
    async requestToken() {
      const answer = await fetch(`${url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders:read' }),
      })
      return ((await answer.json()) as { access_token: string }).access_token
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
    start: async () => listen(server, port),
  }
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function createProvider(url: string, keys: readonly JsonWebKey[]): Provider {
  return new Provider(url, {
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
    jwks: { keys },
    scopes: ['orders:read'],
    ttl: { ClientCredentials: 3600 },
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
          scope: 'orders:read',
          audience: 'orders',
          accessTokenTTL: 3600,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  })
}
