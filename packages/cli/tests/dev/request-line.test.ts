import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { toRequestLine } from '../../src/dev/request-line.js'
import type { ShownTrace } from '../../src/dev/request-line.js'

const trace: ShownTrace = {
  method: 'GET',
  path: '/orders/7',
  status: 200,
  effect: 'Allow',
  reason: 'allowed',
  principalId: 'ada',
  cache: 'HIT',
  durationMilliseconds: 1.26,
}
const now = new Date(2026, 0, 31, 14, 2, 11)
const show = (changes: Partial<ShownTrace>): readonly string[] =>
  toRequestLine({ ...trace, ...changes }, now, (_format, text) => text).split(/\s{2,}/)

describe('toRequestLine', () => {
  it('says time, method, path, status, principal, cache and duration', () => {
    expect(show({})).toEqual(['14:02:11', 'GET', '/orders/7', '200', 'ada', 'HIT', '1.3 ms'])
  })

  it.each([
    [
      'the reason of a denial, though the caller is known',
      { effect: 'Deny', reason: 'require_scope.missing', status: 403 },
      'require_scope.missing',
    ],
    ['why nobody was asked', { principalId: null, reason: 'public route' }, 'public route'],
  ] as const)('shows %s', (_case, changes, note) => {
    expect(show(changes)[4]).toBe(note)
  })

  it('shortens a principal to 60 characters', () => {
    const [, , , , note = ''] = show({ principalId: 'x'.repeat(300) })
    expect(note).toHaveLength(60)
    expect(note.endsWith('…')).toBe(true)
  })

  it('shows nothing that could move the cursor, colour the screen or turn the text round', () => {
    const line = show({ path: '/\u001B[2J\u202Ea\r\nb', principalId: '\u009B31m\u200B' }).join('  ')
    expect(line).toBe(stripVTControlCharacters(line))
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})
