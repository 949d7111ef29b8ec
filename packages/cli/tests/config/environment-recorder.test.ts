import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.js'
import { createProject } from '../helpers/project.js'
import { runCli } from '../helpers/run-cli.js'

const chain = `
import { defineConfig, definePlugin, pass } from '@authchain/core'
const one = definePlugin({ name: 'one', validate: () => pass({ principalId: 'u' }) })
export default defineConfig({ plugins: [one()] })
`

/** What a config is seen to read. Variables that begin with REC_ belong to these tests. */
async function recordingOf(
  body: string,
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly names: readonly string[]; readonly copied: boolean }> {
  const { folder } = createProject({ ...files, 'plugins.config.ts': `${body}${chain}` })
  const { environment } = await loadConfig(`${folder}/plugins.config.ts`)
  return { names: environment.variables.map(({ name }) => name), copied: environment.copied }
}

const installed = (code: string) => ({
  'node_modules/reader/package.json': '{"name":"reader","type":"module","exports":"./index.js"}',
  'node_modules/reader/index.js': code,
})

describe('loading a config records', () => {
  it.each<[string, string]>([
    ['a property', 'process.env.REC_A;'],
    ['an element', "process.env['REC_A'];"],
    ['a part that is taken out', 'const { REC_A } = process.env;'],
    ['a question with `in`', "'REC_A' in process.env;"],
    ['a question with hasOwn', "Object.hasOwn(process.env, 'REC_A');"],
    ['a read through an alias', 'const env = process.env; env.REC_A;'],
    ['a read after an await', 'await Promise.resolve(); process.env.REC_A;'],
    ['a read in an imported function', "import { env } from 'node:process'; (() => env.REC_A)();"],
  ])('%s', async (_case, code) => {
    expect(await recordingOf(code)).toEqual({ names: ['REC_A'], copied: false })
  })

  it('what is set and what is not, each once and in order', async () => {
    process.env['REC_SET'] = 'a value'
    const { folder } = createProject({
      'plugins.config.ts': `process.env.REC_UNSET; process.env.REC_SET; process.env.REC_SET;${chain}`,
    })
    const { environment } = await loadConfig(`${folder}/plugins.config.ts`)
    expect(environment.variables).toEqual([
      { name: 'REC_SET', value: 'a value' },
      { name: 'REC_UNSET', value: null },
    ])
    delete process.env['REC_SET']
  })

  it("reads of the project's own files and of what it calls in packages", async () => {
    const code =
      "import { own } from './own.js'; import { read } from 'reader'; own(); read('REC_B');"
    const { names } = await recordingOf(code, {
      'own.ts': 'export const own = () => process.env.REC_A',
      ...installed('export const read = (name) => process.env[name]'),
    })
    expect(names).toEqual(['REC_A', 'REC_B'])
  })

  // Vitest evaluates packages of such a project itself, with the importer on the stack; Node does not.
  it('nothing that a package reads for itself when it is loaded', async () => {
    const { folder } = createProject({
      ...installed('process.env.REC_A; export const all = { ...process.env }'),
      'plugins.config.ts': `import { all } from 'reader'; all; process.env.REC_B;${chain}`,
    })
    const { stdout } = await runCli(['build', '--json'], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({
      data: { warnings: [], manifest: { environment: [{ name: 'REC_B' }] } },
    })
  })

  // Vitest gives `import { env }` another form; Node binds it to the object that process.env is.
  it('reads through the named export of node:process', async () => {
    const { folder } = createProject({
      'plugins.config.ts': `import { env } from 'node:process'; env.REC_A;${chain}`,
    })
    const { stdout } = await runCli(['build', '--json'], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({
      data: { manifest: { environment: [{ name: 'REC_A' }] } },
    })
  })

  it('nothing that Node reads to write on the terminal', async () => {
    const { folder } = createProject({
      'plugins.config.ts': `console.error('loaded'); process.env.REC_A;${chain}`,
    })
    const { stdout } = await runCli(['build', '--json'], { cwd: folder })
    const { data } = JSON.parse(stdout) as {
      data: { manifest: { environment: readonly { name: string }[] } }
    }
    expect(data.manifest.environment.map(({ name }) => name)).toEqual(['REC_A'])
  })

  it('nothing that Lambda sets itself', async () => {
    const code =
      'process.env.AWS_REGION; process.env.LAMBDA_TASK_ROOT; process.env.TZ; process.env._HANDLER;'
    expect(await recordingOf(code)).toEqual({ names: [], copied: false })
  })

  it.each([
    '({ ...process.env });',
    'Object.entries(process.env);',
    'structuredClone({ ...process.env });',
  ])('that it cannot see what is read of a copy: %s', async (code) => {
    expect(await recordingOf(`process.env.REC_A; ${code}`)).toEqual({
      names: ['REC_A'],
      copied: true,
    })
  })

  it('each of two loads for itself, and leaves process.env as it was', async () => {
    const before = process.env
    const [first, second] = await Promise.all([
      recordingOf('process.env.REC_A; await 1; process.env.REC_C;'),
      recordingOf('process.env.REC_B; await 1; process.env.REC_D;'),
    ])
    expect(first.names).toEqual(['REC_A', 'REC_C'])
    expect(second.names).toEqual(['REC_B', 'REC_D'])
    expect(process.env).toBe(before)
  })

  it('and leaves process.env as it was when the config fails', async () => {
    const before = process.env
    await expect(recordingOf('throw new Error("no");')).rejects.toThrow('no')
    expect(process.env).toBe(before)
  })

  it('without keeping the config from setting a variable', async () => {
    await recordingOf("process.env.REC_OWN = 'x'; process.env.REC_OWN;")
    expect(process.env['REC_OWN']).toBe('x')
    delete process.env['REC_OWN']
  })
})
