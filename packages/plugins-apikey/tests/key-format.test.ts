import { crc32 as zlibCrc32 } from 'node:zlib'
import { assert, constantFrom, integer, nat, property, string, stringMatching } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from '../src/crc32.js'
import { createKeyText, findKeyParts, prefixPattern } from '../src/key-format.js'
import { withChecksum } from './helpers/keys.js'

const prefixes = stringMatching(/^[a-z][a-z0-9]{0,15}$/)

describe('the format of keys', () => {
  it('holds for every new key, whatever the prefix', () => {
    assert(
      property(prefixes, (prefix) => {
        const { id, key } = createKeyText(prefix)
        expect(key).toMatch(/^[a-z][a-z0-9]{0,15}_[a-z2-7]{16}_[0-9A-Za-z]{33}$/)
        expect(key.startsWith(`${prefix}_${id}_`)).toBe(true)
        expect(findKeyParts(key, prefix)).toEqual({ id })
      }),
    )
  })

  it('makes no two keys alike', () => {
    const made = Array.from({ length: 2000 }, () => createKeyText('ac'))
    expect(new Set(made.map(({ id }) => id)).size).toBe(2000)
    expect(new Set(made.map(({ key }) => key.slice(20, 47))).size).toBe(2000)
  })

  it('uses every character of the alphabets in every place of id and secret', () => {
    const made = Array.from({ length: 4000 }, () => createKeyText('ac').key)
    const seenAt = (place: number): number => new Set(made.map((key) => key.charAt(place))).size
    expect(Array.from({ length: 16 }, (_, index) => seenAt(3 + index))).toEqual(
      Array.from({ length: 16 }, () => 32),
    )
    // The first of the 27 digits stays below 62: 2^160 is 0.59 of 62^27.
    expect(seenAt(20)).toBeGreaterThanOrEqual(36)
    expect(Array.from({ length: 26 }, (_, index) => seenAt(21 + index))).toEqual(
      Array.from({ length: 26 }, () => 62),
    )
  })

  it('has the CRC-32 of zip as checksum', () => {
    assert(
      property(string({ unit: 'binary-ascii' }), (text) => {
        expect(crc32(text)).toBe(zlibCrc32(text))
      }),
    )
    const { key } = createKeyText('ac')
    expect(withChecksum(key.slice(0, -6))).toBe(key)
  })

  it('does not survive the change of any one character', () => {
    assert(
      property(prefixes, nat(), integer({ min: 0, max: 0x10_ff }), (prefix, at, code) => {
        const { key } = createKeyText(prefix)
        const place = at % key.length
        const changed = `${key.slice(0, place)}${String.fromCharCode(code)}${key.slice(place + 1)}`
        expect(findKeyParts(changed, prefix) === undefined).toBe(changed !== key)
      }),
      { numRuns: 3000 },
    )
  })

  it('does not survive a swap of neighbours, a cut or an addition', () => {
    assert(
      property(nat(), constantFrom('0', 'a', '_', ' ', '\n', '\0', 'é'), (at, extra) => {
        const { key } = createKeyText('ac')
        const place = at % (key.length - 1)
        const [one, two] = [key.charAt(place), key.charAt(place + 1)]
        const swapped = `${key.slice(0, place)}${two}${one}${key.slice(place + 2)}`
        expect(findKeyParts(swapped, 'ac') === undefined).toBe(swapped !== key)
        expect(findKeyParts(key.slice(0, place), 'ac')).toBeUndefined()
        expect(findKeyParts(key.slice(place + 1), 'ac')).toBeUndefined()
        const added = `${key.slice(0, place)}${extra}${key.slice(place)}`
        expect(findKeyParts(added, 'ac')).toBeUndefined()
        expect(findKeyParts(`${key}${extra}`, 'ac')).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('keeps prefixes apart that begin alike', () => {
    assert(
      property(prefixes, prefixes, (mine, other) => {
        const { key } = createKeyText(mine)
        expect(findKeyParts(key, other) === undefined).toBe(mine !== other)
      }),
    )
    const { key } = createKeyText('acme')
    expect(findKeyParts(key, 'ac')).toBeUndefined()
    expect(findKeyParts(key.slice(2), 'ac')).toBeUndefined()
  })

  it.each([
    ['nothing', ''],
    ['an upper-case letter', 'Ac'],
    ['a digit first', '1a'],
    ['an underscore', 'a_c'],
    ['a hyphen', 'a-c'],
    ['17 characters', 'a'.repeat(17)],
    ['a line break at the end', 'ac\n'],
  ])('has no prefix with %s', (_case, prefix) => {
    expect(prefixPattern.test(prefix)).toBe(false)
  })

  it.each([
    ['another case in the id', 'ac_AAAAAAAAAAAAAAAA_0123456789abcdefghijklmnopq'],
    ['digits in the id that base32 lacks', 'ac_0189018901890189_0123456789abcdefghijklmnopq'],
    ['an id that is a path', 'ac_../../../../../aa_0123456789abcdefghijklmnopq'],
    ['a secret that is cut', 'ac_aaaaaaaaaaaaaaaa_0123456789abcdefghijklmnop'],
    ['a secret in base64url', 'ac_aaaaaaaaaaaaaaaa_0123456789abcdefghijklmno-_'],
    ['letters that only look alike', 'ac_аaaaaaaaaaaaaaaa_0123456789abcdefghijklmnopq'],
    ['the prefix in another case', 'AC_aaaaaaaaaaaaaaaa_0123456789abcdefghijklmnopq'],
  ])('excludes %s, though the checksum is right', (_case, body) => {
    expect(findKeyParts(withChecksum(body), 'ac')).toBeUndefined()
  })
})
