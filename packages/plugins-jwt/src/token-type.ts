/** Which kind of token the header says it is (RFC 8725 section 3.11, RFC 9068 section 4). @module */
import { denial } from './codes.js'

/** What tokens that are meant for an API say; logout, DPoP and security event tokens say something else. */
const ordinary: readonly string[] = ['jwt', 'at+jwt']

/**
 * Checks `typ`, a media type without parameters: case and a leading `application/` do not matter (RFC 7515 section
 * 4.1.9).
 *
 * @param profile - `'at+jwt'` asks for exactly that, `'any'` for nothing; undefined takes `JWT`, `at+jwt` or none.
 * @throws UnauthenticatedError `jwt.type`.
 */
export function checkType(type: unknown, profile: 'at+jwt' | 'any' | undefined): void {
  if (profile === 'any' || (type === undefined && profile === undefined)) return
  if (typeof type !== 'string') throw denial('jwt.type')
  const name = type.toLowerCase()
  const short = name.startsWith('application/') ? name.slice('application/'.length) : name
  const allowed = profile === undefined ? ordinary : ['at+jwt']
  if (!allowed.includes(short)) throw denial('jwt.type')
}
