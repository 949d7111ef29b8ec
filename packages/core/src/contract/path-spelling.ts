/** Paths that everyone reads in the same way. @module */
import { forbidden } from '../errors.js'

/**
 * The segments of a path that has no other spelling: a backend may decode or fold what API Gateway compares as
 * sent. One trailing slash is nothing odd.
 *
 * @returns Nothing for the root.
 * @throws forbidden `request.path_spelling`
 */
export function toCanonicalSegments(path: string): readonly string[] {
  if (path === '' || path === '/') return []
  const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/')
  if (segments.every(isCanonicalSegment)) return segments
  throw forbidden('request.path_spelling')
}

/** One spelling: no empty or dot segment, no backslash or parameter, `%` only before what must be encoded. */
export function isCanonicalSegment(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return false
  if (!/^[A-Za-z0-9._~!$&'()*+,=:@%-]+$/.test(segment)) return false
  return [...segment.matchAll(/%(.{0,2})/g)].every(([, hex = '']) => {
    if (!/^[0-9A-F]{2}$/.test(hex)) return false
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return !/[A-Za-z0-9._~/\\;-]/.test(character) && character !== '\0'
  })
}
