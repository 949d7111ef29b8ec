/**
 * Stands in for the issuers of a configuration: whoever asks for their keys over this process's HTTP gets those of
 * the test issuer. The configuration stays as it is, and nothing outside this process is told.
 *
 * @module
 */
import type { HttpResponse, PluginRuntime } from '@authchain/core'
import { toKeySet } from './test-keys.js'
import type { TestKey } from './test-keys.js'
import type { TokenRule } from './token-rules.js'

type Http = PluginRuntime['http']

/** Whether the keys of an issuer are fetched, so that others can stand in for them. */
export function canStandIn({ source }: TokenRule): boolean {
  return source.kind === 'discovery' || source.kind === 'jwks-uri'
}

/** Wraps `http`. Requests for anything but the keys of these issuers go on to it. */
export function standInFor(
  rules: readonly TokenRule[],
  keys: readonly TestKey[],
  http: Http,
): Http {
  const answers = new Map<string, object>()
  const keySet = toKeySet(keys)
  for (const { issuer, source } of rules) {
    if (source.kind === 'jwks-uri') answers.set(new URL(source.jwksUri).href, keySet)
    if (source.kind !== 'discovery') continue
    const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer
    const address = new URL(`${base}/.well-known/jwks.json`).href
    answers.set(new URL(`${base}/.well-known/openid-configuration`).href, {
      issuer,
      jwks_uri: address,
    })
    answers.set(address, keySet)
  }
  return async (request) => {
    const answer = answers.get(request.url.href)
    return answer === undefined ? http(request) : toResponse(answer)
  }
}

function toResponse(value: object): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(value)),
  }
}
