/** The type of a configuration's response context, as text that needs no other file. @module */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { ToolError } from '../tool-error.js'

/** Extensions of sources and what they are imported as. */
const imported: Readonly<Record<string, string>> = { '.ts': '.js', '.mts': '.mjs', '.js': '.js' }
const prefix = '.authchain-types-'
const marker = 'export declare const context: '

/** A member of every union, so that the union is a new one, which no alias of the project names. */
const sentinel = 'authchain:none'

/** What the compiler is asked: the type with enums as their values and no name of the project in it. */
const question = (specifier: string): string => `
import type { AnyPlugin, AuthchainConfig } from '@authchain/core'
import type config from ${JSON.stringify(specifier)}
type Context = typeof config extends AuthchainConfig<infer _P extends readonly AnyPlugin[], infer C> ? C : never
type Flat<C> = C extends unknown ? { [K in keyof C]:
  (C[K] extends infer V
    ? V extends string ? [\`s\${V}\`]
    : V extends number ? [\`n\${V}\`]
    : V extends boolean | null | undefined ? [V] : [{}]
    : never
  ) | ['s${sentinel}'] extends infer W
    ? W extends [infer X] ? X extends \`s\${infer S}\` ? S : X extends \`n\${infer N extends number}\` ? N : X : never
    : never
} : never
declare const flat: Flat<Context>
export const context = { ...flat }
`

/**
 * Asks the TypeScript of the user's project, of whichever version, for the declaration of the context: the
 * compiler is run as a program, because version 7 has no stable interface for programs.
 *
 * @param configPath - Absolute.
 * @returns An object type, `{ tenant: string; }`, or a union of them.
 * @throws {@link ToolError} AC2011 when the project has no TypeScript, AC2012 when the type cannot be written
 *   down, AC2007 when the folder of the configuration is not writable.
 */
export async function toContextType(configPath: string): Promise<string> {
  const folder = dirname(configPath)
  const compiler = await findCompiler(configPath)
  const name = `${prefix}${process.pid}`
  const sources = [join(folder, `${name}.ts`), join(folder, `${name}.json`)] as const
  let outDir: string | undefined
  try {
    outDir = await mkdtemp(join(folder, prefix)).catch(refuseFolder)
    const extension = extname(configPath)
    const file = basename(configPath, extension)
    await writeFile(sources[0], question(`./${file}${imported[extension] ?? extension}`))
    await writeFile(sources[1], toProject(folder, `${name}.ts`, outDir))
    const said = await run(compiler, ['--project', sources[1]], folder)
    return toType(await findDeclaration(outDir, `${name}.d.ts`), said)
  } finally {
    await Promise.all(sources.map(async (path) => unlink(path).catch(() => undefined)))
    if (outDir !== undefined) await rm(outDir, { recursive: true, force: true })
  }
}

async function findCompiler(configPath: string): Promise<string> {
  try {
    const path = createRequire(configPath).resolve('typescript/package.json')
    const { bin } = JSON.parse(await readFile(path, 'utf8')) as { bin: { tsc: string } }
    return join(dirname(path), bin.tsc)
  } catch (error) {
    throw new ToolError('AC2011', 'The package typescript is not found from the configuration', {
      cause: error,
    })
  }
}

/** The user's own settings where there are some, and whatever declarations need. */
function toProject(folder: string, file: string, outDir: string): string {
  const own = join(folder, 'tsconfig.json')
  return JSON.stringify({
    ...(existsSync(own) ? { extends: './tsconfig.json' } : {}),
    compilerOptions: {
      ...(existsSync(own) ? {} : { module: 'nodenext', target: 'es2023' }),
      strict: true,
      allowJs: true,
      skipLibCheck: true,
      noEmit: false,
      noEmitOnError: false,
      declaration: true,
      declarationMap: false,
      emitDeclarationOnly: true,
      isolatedDeclarations: false,
      composite: false,
      incremental: false,
      noErrorTruncation: true,
      outDir,
      rootDir: null,
      tsBuildInfoFile: null,
    },
    files: [file],
    include: [],
    references: [],
  })
}

/** What the compiler complains of in the user's files does not matter as long as it writes the type. */
async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd }, (_error, stdout) => {
      resolve(stdout)
    })
  })
}

async function findDeclaration(outDir: string, name: string): Promise<string> {
  const files = await readdir(outDir, { recursive: true })
  const found = files.find((file) => basename(file) === name)
  return found === undefined ? '' : readFile(join(outDir, found), 'utf8')
}

function toType(declaration: string, said: string): string {
  const start = declaration.indexOf(marker)
  const type = declaration
    .slice(start + marker.length)
    .replace(/;?\s*(?:export \{\};?\s*)?$/, '')
    .replaceAll(`"${sentinel}" | `, '')
    .replaceAll(` | "${sentinel}"`, '')
    .replaceAll(/^(?: {4})+/gm, (indent) => indent.slice(indent.length / 2))
  const why = start === -1 ? findComplaint(said) : findObstacle(type)
  if (why === undefined) return type
  throw new ToolError('AC2012', why)
}

function findComplaint(said: string): string {
  const line = said.split('\n').find((text) => text.includes('error TS')) ?? ''
  return line === '' ? 'TypeScript wrote no declaration' : line.slice(0, 300)
}

function findObstacle(type: string): string | undefined {
  if (!type.startsWith('{'))
    return 'The default export is not of the type that defineConfig returns'
  if (/\[\w+: string\]/.test(type))
    return 'The keys of the context are any text; defineConfig infers them'
  const isVague = /[:|] (?:any|unknown|never|\{\})[ ;]|\bimport\(/.test(type)
  return isVague ? 'A value is something else than text, a number or a boolean' : undefined
}

function refuseFolder(error: unknown): never {
  throw new ToolError('AC2007', 'The folder of the configuration is not writable', { cause: error })
}
