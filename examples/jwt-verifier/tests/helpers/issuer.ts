import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'

/** An issuer that publishes its key on a loopback address. */
export interface TestIssuer {
  readonly jwksUri: string
  sign(claims?: Readonly<Record<string, unknown>>): Promise<string>
  stop(): void
}

/** Starts one whose tokens say `https://auth.example.com/`. */
export async function startIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ keys: [jwk] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const usual = { iss: 'https://auth.example.com/', aud: 'orders', sub: 'user-1' }
  return {
    jwksUri: `http://127.0.0.1:${port}/jwks`,
    async sign(claims = {}) {
      const exp = Math.floor(Date.now() / 1000) + 3600
      const token = new SignJWT({ ...usual, exp, ...claims })
      return token.setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey)
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
