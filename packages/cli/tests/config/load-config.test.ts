import { definePlugin } from '@authchain/core'
import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.js'
import { createProject } from '../helpers/project.js'

describe('loadConfig', () => {
  it('evaluates what Node alone does not: enums, imports without extension, path aliases', async () => {
    const { folder } = createProject({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/tier.ts': 'export enum Tier { Gold = 3 }',
      'plugins.config.ts': "import { Tier } from '@/tier'\nexport default { tier: Tier.Gold }",
    })
    const { config } = await loadConfig(join(folder, 'plugins.config.ts'))
    expect(config).toEqual({ tier: 3 })
  })

  it('gives every file its own import.meta', async () => {
    const { folder } = createProject({
      'src/here.ts':
        'export const here = [import.meta.url, import.meta.dirname, import.meta.filename]',
      'plugins.config.ts':
        "import { here } from './src/here.js'\nexport default { here, own: import.meta.filename }",
    })
    const { config } = await loadConfig(join(folder, 'plugins.config.ts'))
    const file = join(folder, 'src/here.ts')
    expect(config).toEqual({
      here: [pathToFileURL(file).href, join(folder, 'src'), file],
      own: join(folder, 'plugins.config.ts'),
    })
  })

  it('evaluates CommonJS that requires a module of Node', async () => {
    const { folder } = createProject({
      'src/old.cjs': "exports.sep = require('node:path').sep",
      'plugins.config.ts': "import { sep } from './src/old.cjs'\nexport default { sep }",
    })
    const { config } = await loadConfig(join(folder, 'plugins.config.ts'))
    expect(config).toEqual({ sep: '/' })
  })

  it('sees a change at once, and leaves no file behind', async () => {
    const { folder, write } = createProject({ 'plugins.config.ts': 'export default { v: 1 }' })
    const path = join(folder, 'plugins.config.ts')
    expect((await loadConfig(path)).config).toEqual({ v: 1 })
    write('plugins.config.ts', 'export default { v: 2 }')
    expect((await loadConfig(path)).config).toEqual({ v: 2 })
    write('plugins.config.ts', 'throw new Error("no")')
    await expect(loadConfig(path)).rejects.toMatchObject({ code: 'AC2003' })
    expect(readdirSync(folder).filter((name) => name.startsWith('.authchain'))).toEqual([])
  })

  it('bundles JavaScript behind a path alias, so that a save of it is seen', async () => {
    const { folder, write } = createProject({
      'package.json': '{ "name": "mine" }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/limit.js': 'export const limit = 1',
      'plugins.config.ts': "import { limit } from '@/limit.js'\nexport default { limit }",
    })
    const path = join(folder, 'plugins.config.ts')
    expect((await loadConfig(path)).config).toEqual({ limit: 1 })
    write('src/limit.js', 'export const limit = 2')
    expect((await loadConfig(path)).config).toEqual({ limit: 2 })
  })

  it('finds a package from the file that imports it, and takes it as installed', async () => {
    const { folder } = createProject({
      'plugins/node_modules/deep/package.json': '{ "name": "deep", "main": "main.cjs" }',
      'plugins/node_modules/deep/main.cjs': 'exports.where = __filename',
      'plugins/own.ts': "export { where } from 'deep'",
      'plugins.config.ts': "import { where } from './plugins/own'\nexport default { where }",
    })
    const { config } = await loadConfig(join(folder, 'plugins.config.ts'))
    expect(config).toEqual({ where: join(folder, 'plugins/node_modules/deep/main.cjs') })
  })

  it('shares one copy of core with the program', async () => {
    const { folder } = createProject({
      'plugins.config.ts':
        "import { definePlugin } from '@authchain/core'\nexport default { definePlugin }",
    })
    const { config } = await loadConfig(join(folder, 'plugins.config.ts'))
    expect(config).toEqual({ definePlugin })
  })

  it('compiles and follows a package of the workspace that is TypeScript', async () => {
    const { folder } = createProject({
      'packages/own/package.json': '{ "name": "own", "exports": "./src/index.ts" }',
      'packages/own/src/index.ts': 'export enum Tier { Gold = 7 }',
      'plugins.config.ts': "import { Tier } from 'own'\nexport default { tier: Tier.Gold }",
    })
    symlinkSync(join(folder, 'packages/own'), join(folder, 'node_modules/own'))
    const { config, inputs } = await loadConfig(join(folder, 'plugins.config.ts'))
    expect(config).toEqual({ tier: 7 })
    expect(inputs).toContain(join(folder, 'packages/own/src/index.ts'))
  })

  it('lists the files of the project that a watcher has to follow', async () => {
    const { folder } = createProject({
      'src/a.ts': "import '@authchain/core'\nexport const a = 1",
      'plugins.config.ts': "import { a } from './src/a'\nexport default { a }",
    })
    const { inputs } = await loadConfig(join(folder, 'plugins.config.ts'))
    expect(inputs.toSorted()).toEqual([join(folder, 'plugins.config.ts'), join(folder, 'src/a.ts')])
  })

  it.each([
    ['does not compile', 'export default {\n  a: ]\n}', 'AC2002', 2, 6],
    ['imports a file that is not there', "import './nope'\nexport default {}", 'AC2002', 1, 8],
    [
      'imports a package that is not installed',
      "import 'nope-nope'\nexport default {}",
      'AC2002',
      1,
      8,
    ],
    ['calls what is not defined', '\nexport default [\n  1, nope(),\n]', 'AC2003', 3, 6],
    ['throws', 'const f = () => {\n  throw new Error("x")\n}\nf()', 'AC2003', 2, 9],
  ])('says where a configuration %s', async (_case, text, code, line, column) => {
    const { folder } = createProject({ 'plugins.config.ts': text })
    const path = join(folder, 'plugins.config.ts')
    await expect(loadConfig(path)).rejects.toMatchObject({
      code,
      location: { file: path, line, column },
    })
  })

  it('counts columns in the source as written, beside import.meta too', async () => {
    const { folder } = createProject({ 'plugins.config.ts': 'import.meta.url; import "./nope"' })
    await expect(loadConfig(join(folder, 'plugins.config.ts'))).rejects.toMatchObject({
      location: { line: 1, column: 25 },
    })
  })

  it('names the files to watch even of a configuration that fails', async () => {
    const { folder } = createProject({
      'src/broken.ts': 'export const = 1',
      'plugins.config.ts': "export * from './src/broken'",
    })
    const seen: string[] = []
    const onInputs = (inputs: readonly string[]): void => void seen.push(...inputs)
    await loadConfig(join(folder, 'plugins.config.ts'), { onInputs }).catch(() => undefined)
    expect(seen).toContain(join(folder, 'src/broken.ts'))
  })

  it('refuses a configuration without a default export', async () => {
    const { folder } = createProject({ 'plugins.config.ts': 'export const config = {}' })
    await expect(loadConfig(join(folder, 'plugins.config.ts'))).rejects.toMatchObject({
      code: 'AC2004',
    })
  })
})
