/** Finds the key in a request. @module */
import type { AuthContext, RequestInput } from '@authchain/core'
import type { ApiKeySource } from './options.js'

/** The input that a source reads. */
export function toInput(source: ApiKeySource): RequestInput {
  return source === 'bearer' ? 'token' : source
}

/**
 * Makes the function that takes the key from a request, as it was sent and not yet checked.
 *
 * Under `bearer` only values that begin with the prefix are taken, so that a token of another kind in the
 * same header is left to the plugin it is for. Elsewhere everything that is present is taken.
 */
export function createCredentialReader(
  source: ApiKeySource,
  prefix: string,
): (context: AuthContext) => string | undefined {
  if (source === 'bearer') return (context) => findBearerKey(context.token, `${prefix}_`)
  const colon = source.indexOf(':')
  const name = source.slice(colon + 1)
  if (source.startsWith('header:')) return (context) => context.header(name)
  if (source.startsWith('query:')) return (context) => context.query(name)
  return (context) => context.cookie(name)
}

const scheme = 'bearer '

/** The scheme is compared without case (RFC 9110 section 11.1); after its one space stands the key. */
function findBearerKey(token: string | undefined, start: string): string | undefined {
  if (token === undefined || token.slice(0, scheme.length).toLowerCase() !== scheme)
    return undefined
  const text = token.slice(scheme.length)
  // Further spaces are no part of a key: what begins with them is still ours, and malformed.
  return text.startsWith(start) || text.trimStart().startsWith(start) ? text : undefined
}
