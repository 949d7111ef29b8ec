import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { initProject } from '../src/init/init.js'
import { templateNames } from '../src/init/templates.js'
import { createProject } from './helpers/project.js'
import type { Project } from './helpers/project.js'
import { runCli } from './helpers/run-cli.js'

const read = ({ folder }: Project, path: string): string => readFileSync(join(folder, path), 'utf8')
const packages = ['vitest', '@authchain/gateway', 'typescript']

describe.each(templateNames)('authchain init --template %s', (name) => {
  it('writes a configuration that type-checks, builds, and answers its own test', async () => {
    const project = createProject({ 'package.json': '{ "type": "module" }' }, { packages })
    const { folder: cwd } = project
    expect((await runCli(['init', '--template', name], { cwd })).exitCode).toBe(0)
    expect(await runCli(['build'], { cwd })).toMatchObject({ exitCode: 0 })
    const run = (args: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd,
        encoding: 'utf8',
      })
      return status === 0 ? 'passed' : stdout + stderr
    }
    expect(run(['node_modules/vitest/vitest.mjs', 'run', '--root', '.'])).toBe('passed')
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--skipLibCheck',
    ]
    expect(
      run([
        'node_modules/typescript/bin/tsc',
        ...flags,
        '--ignoreConfig',
        'plugins.config.ts',
        'tests/authorizer.test.ts',
      ]),
    ).toBe('passed')
  }, 60_000)

  it('hands out what the configuration takes', async () => {
    const { folder: cwd } = createProject({})
    const { stdout, stderr } = await runCli(['init', '--template', name], { cwd })
    const isKey = name !== 'jwt'
    expect(stdout !== '').toBe(isKey)
    expect(stderr).not.toMatch(/ac_\w{20}/)
    const made = isKey
      ? stdout
      : (await runCli(['token', '--scope', 'orders:read'], { cwd })).stdout
    const flags = isKey ? [] : ['--issuer']
    const args = ['invoke', 'GET', '/orders', ...flags, '--token', made.trim()]
    expect((await runCli(args, { cwd })).exitCode).toBe(0)
  }, 30_000)
})

describe('initProject', () => {
  it('puts its test in the place of the one that npm init writes, which always fails', () => {
    const test = 'echo "Error: no test specified" && exit 1'
    const project = createProject({ 'package.json': JSON.stringify({ scripts: { test } }) })
    initProject(project.folder, 'jwt')
    expect(JSON.parse(read(project, 'package.json'))).toMatchObject({
      scripts: { test: 'vitest run', dev: 'authchain dev' },
    })
  })

  it('never overwrites: what is there stays, and gets what it lacks', () => {
    const project = createProject({
      'plugins.config.ts': 'mine',
      'tests/authorizer.test.ts': 'mine too',
      '.gitignore': 'dist\n/node_modules/',
      'package.json': '{\n    "name": "x",\n    "scripts": { "test": "mine" }\n}\n',
    })
    const { steps, key } = initProject(project.folder, 'api-key')
    expect(steps.map(({ what }) => what)).toEqual([
      'left as it is',
      'left as it is',
      'added to',
      'added to',
    ])
    expect(key).toBeUndefined()
    expect(read(project, 'plugins.config.ts')).toBe('mine')
    expect(read(project, 'tests/authorizer.test.ts')).toBe('mine too')
    expect(read(project, '.gitignore')).toBe('dist\n/node_modules/\n.authchain\n')
    expect(read(project, 'package.json')).toContain('\n    "name": "x"')
    expect(JSON.parse(read(project, 'package.json'))).toEqual({
      name: 'x',
      scripts: { test: 'mine', dev: 'authchain dev', build: 'authchain build' },
    })
  })

  it.each(['authchain.config.ts', 'plugins.config.mjs'])('takes %s for a configuration', (path) => {
    const project = createProject({ [path]: 'mine' })
    expect(initProject(project.folder, 'jwt').steps[0]?.what).toBe('left as it is')
  })

  it('changes nothing the second time', () => {
    const { folder } = createProject({ 'package.json': '{}' })
    initProject(folder, 'both')
    const { steps } = initProject(folder, 'both')
    expect(new Set(steps.map(({ what }) => what))).toEqual(new Set(['left as it is']))
  })

  it('says AC3012 for a package.json that it cannot read', () => {
    const { folder } = createProject({ 'package.json': '[' })
    expect(() => initProject(folder, 'jwt')).toThrow(expect.objectContaining({ code: 'AC3012' }))
  })
})
