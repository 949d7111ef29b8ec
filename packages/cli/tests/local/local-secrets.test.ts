import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProject } from '../helpers/project.js'
import type { Project } from '../helpers/project.js'
import { runCli } from '../helpers/run-cli.js'
import type { CliResult } from '../helpers/run-cli.js'

const shared = 'a-secret-of-this-test-alone-0123456789'
const config = `
import { defineConfig, ssm } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
export default defineConfig({
  plugins: [jwt({ issuer: 'orders-auth', audience: 'orders', secret: ssm('/orders/jwt', { field: 'key' }) })],
})
`
const secretsFile = '.authchain/local/secrets.json'

function createWith(secrets: string): Project {
  return createProject({ 'plugins.config.ts': config, [secretsFile]: secrets })
}

const good = JSON.stringify({ ssm: { '/orders/jwt': { key: shared } } })

async function decide(cwd: string): Promise<CliResult> {
  const made = await runCli(['token', '--sub', 'ada'], { cwd })
  return runCli(['invoke', 'GET', '/orders', '--token', made.stdout.trim()], { cwd })
}

describe('secrets for local use', () => {
  it('stand in for AWS in token, invoke and explain, fields included', async () => {
    const { folder: cwd } = createWith(good)
    const made = await runCli(['token', '--sub', 'ada'], { cwd })
    const token = made.stdout.trim()
    const invoked = await runCli(['invoke', 'GET', '/orders', '--token', token], { cwd })
    expect(invoked).toMatchObject({ exitCode: 0 })
    expect(invoked.stdout).toContain('ada')
    const explained = await runCli(['explain', 'GET', '/orders', '--token', token], { cwd })
    expect(explained.exitCode).toBe(0)
    expect(explained.stdout + invoked.stdout + made.stderr).not.toContain(shared)
  }, 20_000)

  it('are all that there is: a name that is not in the file is missing, and AWS is not asked', async () => {
    const { folder: cwd } = createWith('{"ssm":{"/other":"x"}}')
    const made = await runCli(['token', '--json'], { cwd })
    expect(made.exitCode).toBe(1)
    expect(made.stdout).toContain('secret.missing')
  })

  it('are refused where git tracks the file', async () => {
    const { folder: cwd } = createWith(good)
    execFileSync('git', ['init', '-q'], { cwd })
    expect((await decide(cwd)).exitCode).toBe(0)
    execFileSync('git', ['add', '-f', secretsFile], { cwd })
    const refused = await decide(cwd)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('AC3008')
  }, 20_000)

  it('are kept out of git by the folder itself', async () => {
    const { folder: cwd } = createWith(good)
    execFileSync('git', ['init', '-q'], { cwd })
    await decide(cwd)
    execFileSync('git', ['add', '.'], { cwd })
    const staged = execFileSync('git', ['ls-files'], { cwd, encoding: 'utf8' })
    expect(staged).toContain('plugins.config.ts')
    expect(staged).not.toContain('local')
  }, 20_000)

  it.each([
    ['is not JSON', `{"ssm":{"/orders/jwt":"${shared}"`],
    ['is a list', `["${shared}"]`],
    ['holds a number for a secret', '{"ssm":{"/orders/jwt":7}}'],
    ['holds a text for a store', `{"ssm":"${shared}"}`],
  ])('say AC3007, and no value, when the file %s', async (_case, text) => {
    const { folder: cwd } = createWith(text)
    const { exitCode, stderr } = await runCli(['invoke', 'GET', '/orders'], { cwd })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('AC3007')
    expect(stderr).not.toContain(shared)
  })

  it('change nothing of a build, even where they could not be used', async () => {
    const { folder: cwd, write } = createWith(good)
    const build = async (): Promise<Buffer> => {
      expect(await runCli(['build'], { cwd })).toMatchObject({ exitCode: 0 })
      return readFileSync(join(cwd, '.authchain/authorizer.zip'))
    }
    const first = await build()
    write(secretsFile, 'not even JSON')
    expect((await build()).equals(first)).toBe(true)
    expect(first.includes(shared)).toBe(false)
  }, 30_000)
})
