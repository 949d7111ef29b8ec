import { describe, expect, it } from 'vitest'
import { parseExpiry } from '../../src/keys/parse-expiry.js'

const now = Date.UTC(2026, 10, 22)

describe('parseExpiry', () => {
  it.each([
    ['30m', now / 1000 + 1800],
    ['12h', now / 1000 + 43_200],
    ['90d', now / 1000 + 7_776_000],
    ['2w', now / 1000 + 1_209_600],
    ['2027-01-31', Date.UTC(2027, 0, 31) / 1000],
  ])('reads %s', (text, seconds) => {
    expect(parseExpiry(text, now)).toBe(seconds)
  })

  it.each([
    '',
    '90',
    '0d',
    '-1d',
    '1.5h',
    '90 d',
    '2027-02-31',
    '2026-11-22',
    '2020-01-01',
    '9999999d',
  ])('refuses %j', (text) => {
    expect(() => parseExpiry(text, now)).toThrow(expect.objectContaining({ code: 'AC3004' }))
  })
})
