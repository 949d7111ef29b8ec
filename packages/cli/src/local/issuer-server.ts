/** The test issuer over HTTP, on the loopback interface alone, for backends that look at tokens themselves. @module */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toKeySet } from './test-keys.js'
import type { TestKey } from './test-keys.js'

/** A server that publishes the keys. */
export interface IssuerServer {
  /** `http://127.0.0.1:3001`. */
  readonly url: string
  close(): void
}

/**
 * Serves `/.well-known/openid-configuration` and `/jwks`: public keys, and nothing that makes tokens. A request
 * under another name than a loopback one is refused, so that no page's own host name leads here.
 *
 * @param port - Preferred; when it is taken, any that is free.
 */
export async function startIssuerServer(
  keys: readonly TestKey[],
  port: number,
): Promise<IssuerServer> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, keys)
  })
  const listen = async (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(port).catch(async () => listen(0))
  server.unref()
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function answer(
  { method, url, headers }: IncomingMessage,
  outgoing: ServerResponse,
  keys: readonly TestKey[],
): void {
  const host = headers.host ?? ''
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/.test(host)) {
    outgoing.writeHead(421).end()
    return
  }
  const documents: Readonly<Record<string, object>> = {
    '/.well-known/openid-configuration': {
      issuer: `http://${host}`,
      jwks_uri: `http://${host}/jwks`,
      id_token_signing_alg_values_supported: keys.map(({ algorithm }) => algorithm),
      subject_types_supported: ['public'],
      response_types_supported: ['none'],
    },
    '/jwks': toKeySet(keys),
  }
  const document = Object.hasOwn(documents, url ?? '') ? documents[url ?? ''] : undefined
  if (document === undefined || method !== 'GET') {
    outgoing.writeHead(404).end()
    return
  }
  outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  outgoing.end(JSON.stringify(document))
}
