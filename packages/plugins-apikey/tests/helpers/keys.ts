/** Keys that nobody made with `createApiKey`. */
import { crc32 } from 'node:zlib'
import { createApiKey } from '../../src/index.js'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Puts the right checksum at the end of anything, as an attacker who knows the format would. */
export function withChecksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let digit = 0; digit < 6; digit += 1) {
    text = `${base62.charAt(rest % 62)}${text}`
    rest = Math.floor(rest / 62)
  }
  return `${body}${text}`
}

/** A well-formed key with the id of `key` and another secret. */
export function withOtherSecret(key: string): string {
  const other = createApiKey({ prefix: prefixOf(key) }).key
  const body = `${key.slice(0, prefixOf(key).length + 18)}${other.slice(-33, -6)}`
  return withChecksum(body)
}

function prefixOf(key: string): string {
  return key.slice(0, key.indexOf('_'))
}
