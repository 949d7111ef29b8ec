/** The challenge that tells a client how to get a token. @module */

/** Parameters of the challenge; all of them optional and the same for every caller. */
export interface BearerChallengeOptions {
  /** Where the API's metadata are (RFC 9728): `https://api.example.com/.well-known/oauth-protected-resource`. */
  readonly resourceMetadata?: string
  readonly realm?: string
  /** What a token must carry; separated by spaces. */
  readonly scope?: string
  /** `invalid_token` or `insufficient_scope`. Leave it out of a 401: a request without a token gets it too. */
  readonly error?: 'invalid_token' | 'insufficient_scope'
}

/**
 * A value for `WWW-Authenticate`.
 *
 * @throws TypeError for a value that cannot stand between double quotes.
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 * @example
 * ```ts
 * bearerChallenge({ resourceMetadata }) // Bearer resource_metadata="https://…"
 * ```
 */
export function bearerChallenge(options: BearerChallengeOptions = {}): string {
  const { realm, scope, error, resourceMetadata } = options
  const parameters = { realm, scope, error, resource_metadata: resourceMetadata }
  const texts = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${toQuotable(value)}"`],
  )
  return texts.length === 0 ? 'Bearer' : `Bearer ${texts.join(', ')}`
}

function toQuotable(value: string): string {
  if (/^[\x20\x21\x23-\x26\x28-\x5b\x5d-\x7e]+$/.test(value)) return value
  throw new TypeError('bearerChallenge: expected printable ASCII without quotes and backslashes')
}
