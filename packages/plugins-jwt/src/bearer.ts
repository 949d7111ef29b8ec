/** Where a request carries its token. @module */
import type { AuthContext, RequestInput } from '@authchain/core'
import { denial } from './codes.js'

const scheme = 'bearer'

/**
 * Finds the one token of a request.
 *
 * @param inputs - `token` and `header:authorization` carry `Bearer <token>`, another header that or the token
 * alone, a query parameter or cookie the token alone.
 * @returns Undefined when none of the inputs carries one, or another scheme (`Basic …`): another plugin's business.
 * @throws UnauthenticatedError `jwt.malformed` for the scheme `Bearer` without a space behind it, and
 * `jwt.ambiguous` for two different tokens.
 */
export function findToken(
  context: AuthContext,
  inputs: readonly RequestInput[],
): string | undefined {
  let found: string | undefined
  for (const input of inputs) {
    const token = readInput(context, input)
    if (token === undefined) continue
    if (found !== undefined && found !== token) throw denial('jwt.ambiguous')
    found = token
  }
  return found
}

function readInput(context: AuthContext, input: RequestInput): string | undefined {
  if (input === 'token') return parseBearer(context.token)
  const at = input.indexOf(':')
  const name = input.slice(at + 1)
  switch (input.slice(0, at)) {
    case 'header': {
      const value = context.header(name)
      return name.toLowerCase() === 'authorization' || startsWithScheme(value)
        ? parseBearer(value)
        : value || undefined
    }
    case 'query':
      return context.query(name) || undefined
    case 'cookie':
      return context.cookie(name) || undefined
    default:
      throw new TypeError('jwt.tokenFrom names an input that holds no token')
  }
}

/** `^Bearer [^\s,]+$`, the scheme in any case (RFC 6750 section 2.1). What the token may consist of is the gate's business. */
function parseBearer(value: string | undefined): string | undefined {
  if (value === undefined || !startsWithScheme(value)) return undefined
  if (value[scheme.length] !== ' ') throw denial('jwt.malformed')
  return value.slice(scheme.length + 1)
}

/** The scheme alone, or followed by what cannot be part of a longer scheme's name. */
function startsWithScheme(value: string | undefined): boolean {
  if (value === undefined || value.slice(0, scheme.length).toLowerCase() !== scheme) return false
  const next = value[scheme.length]
  return next === undefined || /[\s,]/.test(next)
}
