import { ConfigInvalidError, faults } from '@authchain/core'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.js'
import { cliFaults } from '../../src/faults.js'
import { toFailureReport } from '../../src/report/failure-report.js'
import { renderFailure } from '../../src/report/render-failure.js'
import { createProject } from '../helpers/project.js'

const plain = (_format: unknown, text: string): string => text

async function failureOf(config: string): Promise<{ text: string; exitCode: number }> {
  const { folder } = createProject({ 'plugins.config.ts': config })
  const path = join(folder, 'plugins.config.ts')
  const error: unknown = await loadConfig(path).catch((thrown: unknown) => thrown)
  const report = toFailureReport(error, path)
  return { text: renderFailure(report, folder, plain), exitCode: report.exitCode }
}

describe('renderFailure', () => {
  it('marks a misspelt option and says what was probably meant', async () => {
    const { text, exitCode } = await failureOf(
      [
        "import { jwt } from '@authchain/plugins-jwt'",
        "const audience = 'orders'",
        "export default jwt({ issuer: 'https://a.example/', audiance: audience })",
      ].join('\n'),
    )
    expect(text).toContain('✖ AC1004')
    expect(text).toContain('plugins.config.ts:3:52')
    const [line = '', mark = ''] = text.split('\n').slice(-4, -2)
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('audiance')
    expect(mark).toContain('did you mean "audience"?')
    expect(exitCode).toBe(2)
  })

  it('does not show what stands in literal(…)', async () => {
    const { text } = await failureOf("const literal = String\nliteral('hunter2-hunter2'); nope()")
    expect(text).toContain('nope')
    expect(text).not.toContain('hunter2')
  })

  it('keeps the mark under the fault in a very long line', async () => {
    const { text } = await failureOf(`const a = '${'x'.repeat(300)}'; nope()`)
    const [line = '', mark = ''] = text.split('\n').filter((row) => row.includes('│'))
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('nope')
    expect(line.length).toBeLessThan(120)
  })

  it('gives no stack trace', async () => {
    const { text } = await failureOf('throw new Error("no")')
    expect(text).not.toMatch(/\n\s+at /)
  })

  it('ends with 2 for a fault of the configuration and 1 for one that nobody foresaw', () => {
    expect(toFailureReport(new ConfigInvalidError('AC1001', 'x')).exitCode).toBe(2)
    expect(toFailureReport(new Error('x')).exitCode).toBe(1)
  })
})

describe('the tables of faults', () => {
  it('share no code', () => {
    expect(Object.keys(cliFaults).filter((code) => Object.hasOwn(faults, code))).toEqual([])
  })

  it('say for every code what, why and how to mend it', () => {
    for (const { title, why, fix } of Object.values(cliFaults)) {
      expect(Math.min(title.length, why.length, fix.length)).toBeGreaterThan(10)
    }
  })
})
