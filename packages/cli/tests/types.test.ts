import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createProject } from './helpers/project.js'
import type { Project } from './helpers/project.js'
import { runCli } from './helpers/run-cli.js'

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

const configOf = (context: string, more = ''): string => `
import { defineConfig, definePlugin, pass } from '@authchain/core'
${more}
const one = definePlugin({ name: 'one', validate: () => pass({ principalId: 'u', provides: { seats: 7 as number } }) })
export default defineConfig({ plugins: [one()], ${context} })
`
const projectOf = (config: string, files: Readonly<Record<string, string>> = {}): Project =>
  createProject({ 'plugins.config.ts': config, ...files }, { packages: ['typescript'] })

async function typeOf(project: Project): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(['types'], { cwd: project.folder })
  expect([exitCode, stderr]).toEqual([0, ''])
  const [, type = ''] = /AuthorizerContext = ([^]*?)\n\n/.exec(stdout) ?? []
  return type.replaceAll(/\s+/g, ' ')
}

async function compile({ folder }: Project, file: string): Promise<string> {
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--skipLibCheck',
  ]
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, ...flags, file], { cwd: folder }, (_error, stdout) => {
      resolve(stdout)
    })
  })
}

describe('authchain types', () => {
  it.each<[string, string, string]>([
    [
      'text, numbers and booleans',
      "({ a: 'x' as string, b: one.seats, c: true as boolean })",
      '{ a: string; b: number; c: boolean; }',
    ],
    [
      'what may be absent',
      "({ a: one.seats > 3 ? 'x' : undefined, b: null })",
      '{ a: "x" | undefined; b: null; }',
    ],
    ['keys that are no names', "({ 'odd-key': 'x' as string })", "{ 'odd-key': string; }"],
    [
      'one of two shapes',
      '(one.seats > 3 ? { a: 1 as number } : { b: 2 as number })',
      '{ a: number; b?: undefined; } | { a?: undefined; b: number; }',
    ],
    ['nothing', '({})', '{}'],
  ])('writes %s', async (_case, value, type) => {
    expect(await typeOf(projectOf(configOf(`context: ({ one }) => ${value}`)))).toBe(type)
  })

  it('writes what names of the project stand for', async () => {
    const names =
      "import { Port, Tier } from './names.js'; import type { Tenant } from './names.js'"
    const config = configOf(
      "context: () => ({ tenant: 'a' as Tenant, tier: Tier.Gold as Tier, port: Port.Web as Port })",
      names,
    )
    const project = projectOf(config, {
      'names.ts':
        "export type Tenant = 'a' | 'b'\nexport enum Tier { Gold = 'gold', Iron = 'iron' }\nexport enum Port { Web = 80, Safe = 443 }",
    })
    expect(await typeOf(project)).toBe(
      '{ tenant: "a" | "b"; tier: "gold" | "iron"; port: 80 | 443; }',
    )
  })

  it('does not write a type that says nothing', async () => {
    const project = projectOf(configOf('context: () => ({ a: JSON.parse("5") })'))
    const { stderr } = await runCli(['types'], { cwd: project.folder })
    expect(stderr).toContain('AC2012')
  })

  it('writes an empty type for a config without a context', async () => {
    expect(await typeOf(projectOf(configOf('')))).toBe('{}')
  })

  it('obeys the settings of the project and leaves nothing behind', async () => {
    const project = projectOf(configOf("context: () => ({ a: 'x' as string })"), {
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          isolatedDeclarations: true,
          composite: true,
          noEmit: true,
          rootDir: '.',
        },
      }),
    })
    const before = readdirSync(project.folder).toSorted()
    expect(await typeOf(project)).toBe('{ a: string; }')
    expect(readdirSync(project.folder).toSorted()).toEqual(before)
  })

  it('makes a file with which a backend elsewhere reads its context', async () => {
    const authorizer = projectOf(
      configOf("context: ({ one }) => ({ tenant: 'a' as string, seats: one.seats })"),
    )
    const backend = createProject({
      'good.ts': `
        import { readAuthContext } from '@authchain/core/backend'
        import type { Authorizer } from './authorizer.js'
        const { principalId, tenant, seats } = readAuthContext<Authorizer>({})
        export const all: readonly [string, string, number] = [principalId, tenant, seats]`,
      'bad.ts': `
        import { readAuthContext } from '@authchain/core/backend'
        import type { Authorizer } from './authorizer.js'
        export const { tenantt } = readAuthContext<Authorizer>({})`,
    })
    const out = join(backend.folder, 'authorizer.ts')
    const { exitCode } = await runCli(['types', '--out', out], { cwd: authorizer.folder })
    expect(exitCode).toBe(0)
    expect(readFileSync(out, 'utf8')).toContain('AuthorizerContext')
    expect(await compile(backend, 'good.ts')).toBe('')
    expect(await compile(backend, 'bad.ts')).toContain("Property 'tenantt' does not exist")
  })

  it.each<[string, string, string]>([
    [
      'a config that is typed too widely',
      `
import type { AuthchainConfig } from '@authchain/core'
export default { plugins: [], context: () => ({}) } as AuthchainConfig`,
      'AC2012',
    ],
    ['a default export that is no config', 'export default 5', 'AC2012'],
  ])('says why there is no type for %s', async (_case, config, code) => {
    const { exitCode, stderr } = await runCli(['types'], { cwd: projectOf(config).folder })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(code)
  })

  it('says that TypeScript is missing', async () => {
    const { folder } = createProject({ 'plugins.config.ts': configOf('') })
    const { exitCode, stderr } = await runCli(['types'], { cwd: folder })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('AC2011')
  })
})
