/** Tokens that somebody would try. @module */
import { createHash } from 'node:crypto'

/** Fewer are searched through, or a word. */
const fewestCharacters = 20
/** `aaaaaaaaaaaaaaaaaaaa` is long, too. */
const fewestDistinct = 8

/** What people type first. The empty token is among them. */
const words: readonly string[] = [
  '',
  'abc',
  'abc123',
  'admin',
  'allow',
  'allow-me',
  'allowme',
  'authchain',
  'bearer',
  'changeme',
  'demo',
  'deny',
  'dummy',
  'example',
  'foo',
  'hello',
  'letmein',
  'local',
  'my-token',
  'password',
  'secret',
  'test',
  'test-token',
  'token',
  'unauthorized',
  'user',
  'valid',
  '0',
  '1',
  '123',
  '1234',
  '12345',
  '123456',
  '12345678',
  '123456789',
  'null',
  'true',
  'undefined',
]

/** How a word may have been written, or what a shell adds to it. */
const spellings: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => word.charAt(0).toUpperCase() + word.slice(1),
  (word) => `Bearer ${word}`,
  (word) => `${word}\n`,
]

/**
 * True for a token that is too short or too uniform to be a secret.
 *
 * @example
 * ```ts
 * isGuessable('allow-me') // true
 * ```
 */
export function isGuessable(token: string): boolean {
  return token.length < fewestCharacters || new Set(token).size < fewestDistinct
}

/**
 * True for the SHA-256 of a word that people try: the fault is then told before the first request. What is
 * merely short can only be seen when it is presented ({@link isGuessable}).
 *
 * @example
 * ```ts
 * isGuessableDigest('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855') // true: of nothing
 * ```
 */
export function isGuessableDigest(sha256Hex: string): boolean {
  return words.some((word) =>
    spellings.some((spell) => toSha256(spell(word)) === sha256Hex.toLowerCase()),
  )
}

function toSha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
