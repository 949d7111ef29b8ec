/** Paths that everyone reads in the same way. @module */
import { forbidden } from '../errors.js'

/**
 * Checks that a path has no other spelling: a backend may decode or fold what API Gateway compares as sent. One
 * trailing slash is nothing odd.
 *
 * @throws forbidden `request.path_spelling`
 */
export function checkPathSpelling(path: string): void {
  const body = path.replace(/^\//, '').replace(/\/$/, '')
  if (body === '' || body.split('/').every(isCanonicalSegment)) return
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
