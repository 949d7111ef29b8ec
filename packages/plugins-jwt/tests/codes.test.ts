import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { denialCodes, failureCodes } from '../src/codes.js'

const folder = (path: string): URL => new URL(`../${path}`, import.meta.url)
const readme = readFileSync(folder('README.md'), 'utf8')
const sources = readdirSync(folder('src')).map((file) =>
  readFileSync(folder(`src/${file}`), 'utf8'),
)

describe('the codes', () => {
  it.each(Object.entries({ ...denialCodes, ...failureCodes }))(
    '%s is explained in the README as in the code, and used',
    (code, meaning) => {
      expect(readme).toContain(`| \`${code}\``)
      expect(readme).toContain(meaning)
      expect(sources.filter((text) => text.includes(`'${code}'`)).length).toBeGreaterThan(1)
    },
  )

  it('are all that the sources and the README name', () => {
    const known = new Set(Object.keys({ ...denialCodes, ...failureCodes }))
    const named = [...sources, readme].flatMap(
      (text) => text.match(/(?<=['`])jwt\.[a-z]+_[a-z_]+(?=['`])/g) ?? [],
    )
    for (const code of named) expect(known).toContain(code)
    expect(named.length).toBeGreaterThan(known.size)
  })
})
