/** An issuer of tokens on loopback, found by its discovery document. @module */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'

/** A running issuer. */
export interface Issuer {
  readonly url: string
  /** A token for `orders`, of the principal `reader`, that ends in five minutes. */
  readonly sign: (scope: string) => Promise<string>
  readonly stop: () => void
}

/** Starts one on a free port. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const server = createServer((request, response) => {
    const url = toUrl()
    const body = request.url?.startsWith('/.well-known/')
      ? { issuer: url, jwks_uri: `${url}keys`, id_token_signing_alg_values_supported: ['RS256'] }
      : { keys: [key] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const toUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url: toUrl(),
    sign: async (scope) =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setIssuer(toUrl())
        .setAudience('orders')
        .setSubject('reader')
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
