import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProject } from './helpers/project.js'
import { runCli } from './helpers/run-cli.js'

const env = { CI: '' }

const config = (more: string): string => `
import { allow, defineConfig, definePlugin, pass, requireScope } from '@authchain/core'
const who = definePlugin({
  name: 'who',
  requires: { credentials: ['token'] },
  validate: ({ token }) => pass({ principalId: token, scopes: [token] }),
})
export default defineConfig({ plugins: [who()], ${more} })
`
const routes = `routes: {
  'GET /orders': requireScope('read'),
  'POST /orders': requireScope('write'),
  'OPTIONS /orders': allow,
}`
const principals = JSON.stringify([
  { name: 'reader', scopes: ['read'] },
  { name: 'editor', scopes: ['read', 'write'] },
])

const codesOf = (stdout: string): readonly string[] => {
  const { data } = JSON.parse(stdout) as { data: { findings: readonly { code: string }[] } }
  return data.findings.map(({ code }) => code)
}

describe('authchain check', { timeout: 30_000 }, () => {
  it('says what the configuration means, writes nothing and ends with 0', async () => {
    const { folder } = createProject({ 'plugins.config.ts': config('') })
    const { exitCode, stdout } = await runCli(['check'], { cwd: folder, env })
    expect(stdout).toContain('method.request.header.Authorization')
    expect(stdout).toContain('AC5001')
    expect(exitCode).toBe(0)
    expect(existsSync(join(folder, '.authchain'))).toBe(false)
  })

  it('takes the variables of a stage before those of the shell, as a build does', async () => {
    const { folder } = createProject({
      'plugins.config.ts': config("authorizer: { type: 'REQUEST', ttlSeconds: +process.env.TTL }"),
      '.env.prod': 'TTL=60',
    })
    const options = { cwd: folder, env: { ...env, TTL: '300' } }
    for (const command of ['check', 'build']) {
      const { stdout } = await runCli([command, '--env-file', '.env.prod', '--json'], options)
      expect(JSON.parse(stdout)).toMatchObject({ data: { cachePlan: { ttlSeconds: 60 } } })
    }
  })

  it.each([
    ['no table', '', 'every route of the stage'],
    ['a table', routes, 'what the route table allows, for every path'],
  ])('says what an Allow opens in the words of build: %s', async (_case, more, text) => {
    const { folder } = createProject({ 'plugins.config.ts': config(more) })
    for (const command of ['check', 'build']) {
      const { stdout } = await runCli([command], { cwd: folder, env })
      expect(stdout).toMatch(new RegExp(`an Allow opens +${text}`))
    }
  })

  it('counts rules inside of combinators, which hold for every route too', async () => {
    const nested = config(routes).replace('[who()]', "[allOf(who(), requireScope('write'))]")
    const files = {
      'plugins.config.ts': nested.replace('import { allow', 'import { allOf, allow'),
      'principals.json': principals,
    }
    const { folder } = createProject(files)
    const args = ['check', '--matrix', 'principals.json']
    const { stdout } = await runCli(args, { cwd: folder, env })
    expect(stdout).toMatch(/GET \/orders +- +allow/)
  })

  it('ends with 1 where nobody can pass, and where the OpenAPI file opens what the table closes', async () => {
    const { folder } = createProject({
      'plugins.config.ts': config(`${routes}, routesFrom: 'api.json'`).replace(
        '[who()]',
        "[who(undefined, { principal: 'ignore' })]",
      ),
      'api.json': JSON.stringify({
        openapi: '3.0.3',
        components: { securitySchemes: { own: { type: 'http', scheme: 'bearer' } } },
        paths: { '/orders': { get: { security: [] }, post: { security: [{ own: [] }] } } },
      }),
    })
    const { exitCode, stdout } = await runCli(['check', '--json'], { cwd: folder, env })
    expect(codesOf(stdout)).toEqual(expect.arrayContaining(['AC5023', 'AC5022']))
    expect(exitCode).toBe(1)
  })

  it('counts warnings as errors only where that is asked for', async () => {
    const { folder } = createProject({ 'plugins.config.ts': config(routes) })
    const lenient = await runCli(['check', '--json'], { cwd: folder, env })
    expect(codesOf(lenient.stdout)).toContain('AC5008')
    expect(lenient.exitCode).toBe(0)
    expect((await runCli(['check', '--strict'], { cwd: folder, env })).exitCode).toBe(1)
  })

  it('ends with 2 for a configuration that cannot be built', async () => {
    const broken = config("routes: { 'GET orders': allow }")
    const { folder } = createProject({ 'plugins.config.ts': broken })
    const { exitCode, stderr } = await runCli(['check'], { cwd: folder, env })
    expect(stderr).toContain('AC1014')
    expect(exitCode).toBe(2)
  })

  it('names the lines of routes that cannot be told apart, and shows the first', async () => {
    const text = config(
      "routes: {\n  'GET /a/{x}': allow,\n  'GET /b': allow,\n  'GET /a/{y}': allow,\n}",
    )
    const { folder } = createProject({ 'plugins.config.ts': text })
    const { stderr } = await runCli(['check'], { cwd: folder, env })
    const lineOf = (pattern: string): number =>
      text.split('\n').findIndex((line) => line.includes(pattern)) + 1
    expect(stderr).toContain(`(lines ${lineOf('{x}')}, ${lineOf('{y}')})`)
    expect(stderr).toContain(`plugins.config.ts:${lineOf('{x}')}`)
  })

  it('shows who may call what, keeps it, and sees that it changed', async () => {
    const files = { 'plugins.config.ts': config(routes), 'principals.json': principals }
    const { folder, write } = createProject(files)
    const check = async (...more: string[]) =>
      runCli(['check', '--matrix', 'principals.json', ...more], { cwd: folder, env })
    const first = await check()
    expect(first.exitCode).toBe(0)
    expect(readFileSync(join(folder, 'principals.matrix.txt'), 'utf8')).toBe(
      [
        '                   reader  editor',
        'GET /orders        allow   allow',
        'POST /orders       -       allow',
        'OPTIONS /orders    allow   allow',
        'every other route  -       -',
        '',
      ].join('\n'),
    )
    write(
      'plugins.config.ts',
      config(routes.replace("requireScope('read')", "requireScope('write')")),
    )
    const changed = await check()
    expect(changed.exitCode).toBe(1)
    expect(changed.stdout).toContain('- GET /orders        allow   allow')
    expect(changed.stdout).toContain('+ GET /orders        -       allow')
    expect(changed.stdout).toContain('flush-stage-authorizers-cache')
    expect((await check('--update')).exitCode).toBe(0)
    expect((await check()).exitCode).toBe(0)
  })

  it('says which rule cannot answer a sample', async () => {
    const own = config("routes: { 'GET /a': (identity) => identity.jwt.claims.admin === true }")
    const files = { 'plugins.config.ts': own, 'principals.json': principals }
    const { folder } = createProject(files)
    const args = ['check', '--matrix', 'principals.json', '--json']
    const { exitCode, stdout } = await runCli(args, { cwd: folder, env })
    expect(codesOf(stdout)).toContain('AC5020')
    expect(exitCode).toBe(1)
  })

  it('survives a rule that answers with a promise which is rejected', async () => {
    const late = config("routes: { 'GET /a': () => Promise.reject(new Error('late')) }")
    const files = { 'plugins.config.ts': late, 'principals.json': principals }
    const { folder } = createProject(files)
    const args = ['check', '--matrix', 'principals.json', '--json']
    const { exitCode, stdout } = await runCli(args, { cwd: folder, env })
    expect(codesOf(stdout)).toContain('AC5020')
    expect(exitCode).toBe(1)
  })

  it.each([
    ['is not there', undefined],
    ['is no list', '{}'],
    ['has a key that is misspelt', '[{ "name": "a", "scope": ["read"] }]'],
    ['names one sample twice', '[{ "name": "a" }, { "name": "a" }]'],
  ])('refuses a file of samples that %s', async (_case, text) => {
    const files: Record<string, string> = { 'plugins.config.ts': config(routes) }
    if (text !== undefined) files['principals.json'] = text
    const { folder } = createProject(files)
    const args = ['check', '--matrix', 'principals.json']
    const { exitCode, stderr } = await runCli(args, { cwd: folder, env })
    expect(stderr).toContain('AC5017')
    expect(exitCode).toBe(2)
  })

  it('finds two copies of core in the bundle', async () => {
    const { folder, write } = createProject(
      {
        'plugins.config.ts':
          "import { who } from 'their-plugin'\nimport { defineConfig } from '@authchain/core'\n" +
          'export default defineConfig({ plugins: [who()] })',
      },
      { install: 'copy' },
    )
    const { cpSync } = await import('node:fs')
    const core = join(folder, 'node_modules/@authchain/core')
    const theirs = join(folder, 'node_modules/their-plugin')
    write(
      'node_modules/their-plugin/package.json',
      '{"name":"their-plugin","type":"module","exports":"./index.js"}',
    )
    write(
      'node_modules/their-plugin/index.js',
      "import { definePlugin, pass } from '@authchain/core'\n" +
        "export const who = definePlugin({ name: 'who', requires: { credentials: ['token'] }, validate: () => pass({ principalId: 'u' }) })",
    )
    cpSync(core, join(theirs, 'node_modules/@authchain/core'), { recursive: true })
    const { exitCode, stdout } = await runCli(['check', '--json'], { cwd: folder, env })
    expect(stdout).toContain('AC5010')
    expect(exitCode).toBe(1)
  })
})
