/** A backend that is a server of its own. @module */
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { ConfigInvalidError } from '@authchain/core'
import { findHttps, http } from '../node-http.js'
import type { Integration, IntegrationRequest, IntegrationResponse } from './integration.js'

/** Carries the authorizer's context to the backend, as JSON in ASCII. Clients cannot set it. */
export const authorizerHeader = 'x-authchain-authorizer'

/**
 * Forwards requests to a server, method, path, query, headers and body as they were sent. The context of
 * the authorizer (`requestContext.authorizer`) stands as JSON in the header `x-authchain-authorizer`; what
 * a client sends under that name is dropped, on public routes too.
 *
 * @param target - An `http:` or `https:` origin; a path in it goes before the request's own.
 * @throws ConfigInvalidError AC1001 for any other protocol.
 * @example
 * ```ts
 * const gateway = createGateway({ config, integration: proxyIntegration(new URL('http://127.0.0.1:8080')) })
 * ```
 */
export function proxyIntegration(target: URL): Integration {
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw new ConfigInvalidError(
      'AC1001',
      'proxyIntegration: target has to be an http or https URL',
    )
  }
  const send = target.protocol === 'https:' ? findHttps().request : http.request
  const prefix = target.pathname.replace(/\/$/, '')
  return async (request) =>
    new Promise<IntegrationResponse>((resolve, reject) => {
      const query = request.queryText === '' ? '' : `?${request.queryText}`
      const outgoing = send(
        target,
        // Written out, because a URL would normalise the path.
        {
          method: request.method,
          path: `${prefix}${request.path}${query}`,
          headers: toHeaders(request, target.host),
        },
        (response) => {
          readAnswer(response).then(resolve, reject)
        },
      )
      outgoing.on('error', reject)
      outgoing.end(request.body)
    })
}

function toHeaders(request: IntegrationRequest, host: string): OutgoingHttpHeaders {
  const own = new Set(['host', authorizerHeader])
  const forwarded = Object.entries(request.multiValueHeaders)
    .filter(([name]) => !own.has(name.toLowerCase()))
    .map(([name, values]) => [name, [...values]] as const)
  const { authorizer } = request.requestContext
  return {
    ...Object.fromEntries(forwarded),
    host,
    ...(request.body.length > 0 ? { 'content-length': String(request.body.length) } : {}),
    ...(authorizer === undefined
      ? {}
      : { [authorizerHeader]: toAscii(JSON.stringify(authorizer)) }),
  }
}

function toAscii(json: string): string {
  return json.replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

async function readAnswer(response: IncomingMessage): Promise<IntegrationResponse> {
  const chunks: Uint8Array[] = []
  for await (const chunk of response) chunks.push(chunk as Uint8Array)
  const headers = Object.entries(response.headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  )
  return {
    status: response.statusCode ?? 502,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  }
}
