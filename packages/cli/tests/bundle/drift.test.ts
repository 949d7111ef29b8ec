import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import { createLastingProject } from '../helpers/project.js'
import type { Project } from '../helpers/project.js'

/** DRIFT_A becomes a declared fact, DRIFT_B stays inside a function, DRIFT_C is not set. */
const config = `
import { defineConfig, definePlugin, pass } from '@authchain/core'
const { DRIFT_A = 'a.example', DRIFT_B, DRIFT_C = 'c' } = process.env
const one = definePlugin({
  name: 'one',
  requires: { credentials: ['token'], hosts: [DRIFT_A] },
  validate: () => pass({ principalId: DRIFT_B + DRIFT_C }),
})
export default defineConfig({ plugins: [one()] })
`
const built = { DRIFT_A: 'a.example', DRIFT_B: 'b-value' }

describe('a built bundle', () => {
  let project: Project
  let entry: string

  beforeAll(async () => {
    project = createLastingProject({ 'plugins.config.ts': config })
    Object.assign(process.env, built)
    const { entryPath } = await buildBundle({ cwd: project.folder })
    for (const name of Object.keys(built)) Reflect.deleteProperty(process.env, name)
    entry = pathToFileURL(entryPath).href
  })
  afterAll(() => {
    project.remove()
  })

  const start = async (env: Readonly<Record<string, string>>) =>
    new Promise<{ readonly code: unknown; readonly text: string }>((resolve) => {
      const code = `await import(${JSON.stringify(entry)}); console.log('started')`
      const args = ['--input-type=module', '--eval', code]
      execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
        resolve({ code: error?.code ?? 0, text: stdout + stderr })
      })
    })

  it('starts with the variables that it was built with, whatever else is set', async () => {
    const { code, text } = await start({ ...built, OTHER: 'x', AWS_REGION: 'eu-west-1' })
    expect([code, text.trim()]).toEqual([0, 'started'])
  })

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['a declared fact', 'DRIFT_A', { ...built, DRIFT_A: 'b.example' }],
    ['a value inside a function', 'DRIFT_B', { ...built, DRIFT_B: 'other-value' }],
    ['a variable that is missing', 'DRIFT_B', { DRIFT_A: built.DRIFT_A }],
    ['a variable that was not set', 'DRIFT_C', { ...built, DRIFT_C: 'c' }],
  ])('does not start when %s differs, and says which: %s', async (_case, name, env) => {
    const { code, text } = await start(env)
    expect(code).not.toBe(0)
    expect(text).toMatch(new RegExp(`config\\.drift[^\\n]*${name}`))
    expect(text).toContain('AC1011')
    expect(text).not.toContain('started')
    expect(text).not.toContain('other-value')
  })
})
