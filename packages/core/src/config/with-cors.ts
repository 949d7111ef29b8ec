/** Denials that a browser may read. @module */
import type { AuthchainConfig, DenialResponse } from './config.js'

/** Which pages may read the answer. */
export interface CorsOptions {
  /**
   * `'*'`, one origin (`https://app.example.com`), or `'request'`: whichever asks. A denial tells nothing but
   * that it is one, so `'request'` is safe here; what allowed requests answer is the backend's to say.
   */
  readonly origin: '*' | 'request' | (string & {})
  /** Lets requests that carry cookies read the answer. Not with `'*'`, which browsers then ignore. */
  readonly credentials?: boolean
}

type Responses = NonNullable<AuthchainConfig['responses']>

/**
 * Adds CORS headers to all three denials, those that are not given included: without them a browser shows
 * its scripts a network error in place of 401, 403 or 500. `WWW-Authenticate` is exposed where it is sent.
 *
 * Preflight requests carry no credential: OPTIONS must not stand behind the authorizer.
 *
 * @param options - A value that no header can have is refused when the config is checked.
 * @param responses - Their own headers win.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 * @example
 * ```ts
 * responses: withCors({ origin: '*' }, { unauthenticated: problem({ status: 401, title: 'Unauthorized' }) })
 * ```
 */
export function withCors(options: CorsOptions, responses: Responses = {}): Required<Responses> {
  const add = (response: DenialResponse = {}): DenialResponse => ({
    ...response,
    headers: { ...toCorsHeaders(options, response), ...response.headers },
  })
  const { unauthenticated, forbidden, failure } = responses
  return {
    unauthenticated: add(unauthenticated),
    forbidden: add(forbidden),
    failure: add(failure),
  }
}

function toCorsHeaders(
  { origin, credentials = false }: CorsOptions,
  { headers = {} }: DenialResponse,
): Readonly<Record<string, string>> {
  const isChallenge = Object.keys(headers).some((name) => name.toLowerCase() === 'www-authenticate')
  return {
    'Access-Control-Allow-Origin': origin === 'request' ? '$method.request.header.Origin' : origin,
    ...(origin === '*' ? {} : { Vary: 'Origin' }),
    ...(credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(isChallenge ? { 'Access-Control-Expose-Headers': 'WWW-Authenticate' } : {}),
  }
}
