/** Keys are stored and compared only as digests. @module */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Compared with when the id is unknown, so that this takes the same work. Nobody knows a key with this
 * digest, and the caller of {@link isSameDigest} allows nothing without a record.
 */
const unknownDigest = randomBytes(32).toString('hex')

/** SHA-256 in lower-case hex. A plain hash is enough: 160 random bits cannot be guessed. */
export function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Compares in constant time.
 *
 * @param stored - 64 hex digits, or undefined when there is no such key; then the answer is false.
 */
export function isSameDigest(digest: string, stored: string | undefined): boolean {
  const isSame = timingSafeEqual(
    Buffer.from(digest, 'hex'),
    Buffer.from(stored ?? unknownDigest, 'hex'),
  )
  return isSame && stored !== undefined
}
