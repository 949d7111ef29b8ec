/** Values that no caller should send and some will. @module */

const long = 65_536

/** Each with a name for reports. */
export const hostileValues: readonly (readonly [name: string, value: string])[] = [
  ['nothing at all', ''],
  ['a space', ' '],
  ['64 KiB', 'A'.repeat(long)],
  ['64 KiB of dots', '.'.repeat(long)],
  ['64 KiB of brackets', '['.repeat(long)],
  ['NUL', '\0'],
  ['CR LF and a header', 'a\r\nx-admin: 1'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['a lone surrogate', '\uD800'],
  ['a right-to-left mark', '\u202Eabc'],
  ['a number', '0'],
  ['JSON', '{"__proto__":{"admin":true}}'],
  ['percent-encoding', '%00%0d%0a%u0000'],
  ['a path', '../../etc/passwd'],
  ['three empty segments', '..'],
  ['a list', 'a,b'],
]

/** The good value, spoilt: none of these is the credential. */
export function spoil(good: string): readonly (readonly [name: string, value: string])[] {
  return [
    ['the credential without its last character', good.slice(0, -1)],
    ['the credential twice', good + good],
    ['the credential and NUL', `${good}\0`],
    ['the credential and CR LF', `${good}\r\nx-admin: 1`],
    ['the credential and a lone surrogate', `${good}\uD800`],
    ['the credential and 64 KiB', good + 'A'.repeat(long)],
    ['the credential twice, with a comma', `${good}, ${good}`],
  ]
}
