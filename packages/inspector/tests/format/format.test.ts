import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatMilliseconds,
  formatSeconds,
  formatTime,
} from '../../src/format/format.js'

describe('the numbers on the page', () => {
  it.each([
    [0.084, '0.08 ms'],
    [3.14, '3.1 ms'],
    [250.4, '250 ms'],
    [1204, '1.20 s'],
  ])('writes %d milliseconds as %s', (milliseconds, text) => {
    expect(formatMilliseconds(milliseconds)).toBe(text)
  })

  it.each([
    [0, '0 s'],
    [-3, '0 s'],
    [59.9, '59 s'],
    [300, '5 min'],
    [301, '5 min 1 s'],
    [3601, '1 h'],
    [90_061, '1 d 1 h'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text)
  })

  it('writes sizes, and a dash for an instant that is none', () => {
    expect(formatBytes(512)).toBe('512 B')
    expect(formatBytes(2150)).toBe('2.1 KiB')
    expect(formatTime('whenever')).toBe('–')
  })
})
