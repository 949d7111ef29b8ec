/**
 * How a key is written: `<prefix>_<id>_<secret><checksum>`, for example
 * `ac_mzxw6ytboi2gk3tp_` and 33 more characters.
 *
 * | part       | characters                              | carries                              |
 * | ---------- | --------------------------------------- | ------------------------------------ |
 * | `prefix`   | 1 to 16, `[a-z][a-z0-9]*`               | whose key it is; found by leak scanners |
 * | `id`       | 16 of `a-z2-7` (base32, RFC 4648)       | 80 random bits, public: the look-up  |
 * | `secret`   | 27 of `0-9A-Za-z` (base62)              | 160 random bits                      |
 * | `checksum` | 6 of `0-9A-Za-z`                        | CRC-32 of all that precedes it       |
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { crc32 } from './crc32.js'

/** Prefix of keys unless another is asked for. */
export const defaultPrefix = 'ac'
/** What a prefix may be. */
export const prefixPattern: RegExp = /^[a-z][a-z0-9]{0,15}$/
/** What an id is. Nothing else gets near the name of a parameter. */
export const idPattern: RegExp = /^[a-z2-7]{16}$/

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idLength = 16
const secretBytes = 20
const secretLength = 27
const checksumLength = 6
/** What follows the prefix. */
const restPattern = /^_[a-z2-7]{16}_[0-9A-Za-z]{33}$/

/** A well-formed key, which may still be unknown. */
export interface ParsedKey {
  readonly id: string
}

/** Makes a new id and a new key. Both are random; the key is not kept anywhere. */
export function createKeyText(prefix: string): { readonly id: string; readonly key: string } {
  // A byte modulo 32 is uniform, since 32 divides 256.
  const id = [...randomBytes(idLength)].map((byte) => base32.charAt(byte % 32)).join('')
  const secret = toBase62(BigInt(`0x${randomBytes(secretBytes).toString('hex')}`), secretLength)
  const body = `${prefix}_${id}_${secret}`
  return { id, key: `${body}${toChecksum(body)}` }
}

/**
 * Reads a key. There is one spelling: no spaces, no other case, and the length is fixed, so a value of any
 * size costs no more than a key.
 *
 * @returns undefined when it is no key of this prefix, or one that was cut or mistyped.
 */
export function findKeyParts(text: string, prefix: string): ParsedKey | undefined {
  const idAt = prefix.length + 1
  const bodyLength = idAt + idLength + 1 + secretLength
  if (text.length !== bodyLength + checksumLength || !text.startsWith(prefix)) return undefined
  if (!restPattern.test(text.slice(prefix.length))) return undefined
  if (toChecksum(text.slice(0, bodyLength)) !== text.slice(bodyLength)) return undefined
  return { id: text.slice(idAt, idAt + idLength) }
}

function toChecksum(body: string): string {
  return toBase62(BigInt(crc32(body)), checksumLength)
}

function toBase62(value: bigint, length: number): string {
  let rest = value
  let text = ''
  while (text.length < length) {
    text = `${base62.charAt(Number(rest % 62n))}${text}`
    rest /= 62n
  }
  return text
}
