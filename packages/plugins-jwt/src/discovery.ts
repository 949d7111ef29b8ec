/** Where an issuer publishes its keys (OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3). @module */
import type { PluginRuntime } from '@authchain/core'
import { isLoopback } from '@authchain/core/schema'
import { DocumentRefusedError, fetchJson } from './fetch-json.js'

/**
 * Asks an issuer for the address of its key set, at `<issuer>/.well-known/openid-configuration` (OpenID's form: an
 * issuer's path comes first; RFC 8414's, which inserts the well-known part before the path, is not tried).
 *
 * The document counts only if its `issuer` is exactly the configured text, and only if `jwks_uri` is on the
 * issuer's own host, so that the declared hosts are all that is ever asked. Where keys are published elsewhere,
 * `jwksUri` is written in the options.
 *
 * @throws DocumentRefusedError for a document that says otherwise; whatever `http` throws when there is none.
 */
export async function discoverKeysUrl(
  issuer: string,
  http: PluginRuntime['http'],
  signal: AbortSignal,
): Promise<URL> {
  const document = await fetchJson(http, toDiscoveryUrl(issuer), signal)
  if (!Object.hasOwn(document, 'issuer') || document['issuer'] !== issuer) {
    throw new DocumentRefusedError('issuer-mismatch')
  }
  const address: unknown = Object.hasOwn(document, 'jwks_uri') ? document['jwks_uri'] : undefined
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !isTrusted(url, new URL(issuer))) {
    throw new DocumentRefusedError('jwks-uri')
  }
  return url
}

/** Where an issuer's metadata stand. A slash at its end is not doubled. */
export function toDiscoveryUrl(issuer: string): URL {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer
  return new URL(`${base}/.well-known/openid-configuration`)
}

function isTrusted(url: URL, issuer: URL): boolean {
  return (
    url.host === issuer.host &&
    url.protocol === issuer.protocol &&
    (url.protocol === 'https:' || isLoopback(url)) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === ''
  )
}
