import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cliFaults } from '../src/faults.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** They never end a command by themselves. */
const warnings = new Set([
  'AC2006',
  'AC2008',
  'AC2009',
  'AC5001',
  'AC5002',
  'AC5003',
  'AC5004',
  'AC5005',
  'AC5006',
  'AC5007',
  'AC5008',
  'AC5009',
  'AC5011',
  'AC5015',
  'AC5019',
  'AC5021',
  'AC5024',
])

describe('the README', () => {
  it('lists every fault with its title and exit code', () => {
    const rows = readme
      .split('\n')
      .filter((line) => line.startsWith('| AC'))
      .map((line) => line.split('|').map((cell) => cell.trim().toLowerCase()))
      .map(([, code = '', title = '', exitCode = '']) => [code.toUpperCase(), title, exitCode])
    const expected = Object.entries(cliFaults).map(([code, { title, exitCode }]) =>
      warnings.has(code)
        ? [code, `${title.toLowerCase()} (a warning)`, '–']
        : [code, title.toLowerCase(), String(exitCode)],
    )
    expect(rows).toEqual(expected)
  })
})
