/** Compiles every `ts` block of the pages and of the READMEs. @module */
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Report } from './check.ts'
import { findBlocks } from './snippet-blocks.ts'
import type { Block } from './snippet-blocks.ts'

const docs: string = resolve(import.meta.dirname, '..')
const root: string = resolve(docs, '../..')
const folder: string = join(docs, '.snippets')

/** A file to compile, and for each of its lines where it stands in a page. */
interface Snippet {
  readonly lines: string[]
  readonly origins: (string | undefined)[]
}

/**
 * Writes the blocks as files, those of one page into one project, and runs TypeScript over all of them. A
 * second block with the same title begins a new project. `plugins.config.ts` is there even if a page shows none.
 */
export async function checkSnippets(): Promise<Report> {
  const pages = globSync(
    ['apps/docs/src/content/docs/*.{md,mdx}', '{packages,examples}/*/README.md', '*.md'],
    { cwd: root },
  ).toSorted()
  const blocks = pages.flatMap((page) => findBlocks(page, readFileSync(join(root, page), 'utf8')))
  const compiled = blocks.filter(({ notCompiled }) => notCompiled === undefined)
  const excuses = blocks.filter(({ notCompiled }) => notCompiled !== undefined)
  const snippets = toSnippets(compiled)
  write(snippets)
  const problems = [
    ...excuses.filter((block) => (block.notCompiled ?? '').length < 12).map(toExcuseProblem),
    ...compile(snippets),
  ]
  const omitted = excuses.map(({ page, line }) => `${page}:${line}`).join(', ')
  const but = excuses.length === 0 ? '' : `, ${excuses.length} not (${omitted})`
  return { summary: `${compiled.length} blocks of ${pages.length} pages compile${but}`, problems }
}

function toSnippets(blocks: readonly Block[]): ReadonlyMap<string, Snippet> {
  const snippets = new Map<string, Snippet>()
  let page = ''
  let project = ''
  let current = ''
  for (const [index, block] of blocks.entries()) {
    if (block.page !== page) {
      page = block.page
      project = page.replaceAll(/[^A-Za-z0-9]+/g, '-')
    }
    const file = block.title ?? `src/block-${block.line}.ts`
    if (block.continues) {
      append(snippets.get(current), block)
      continue
    }
    if (snippets.has(`${project}/${file}`)) project = `${project}-${index}`
    current = `${project}/${file}`
    const snippet = { lines: [], origins: [] }
    snippets.set(current, snippet)
    append(snippet, block)
  }
  return snippets
}

function append(snippet: Snippet | undefined, block: Block): void {
  const given = (block.given ?? '').split(';;').filter((part) => part.trim() !== '')
  for (const part of given) {
    snippet?.lines.push(`declare const ${part.trim()}`)
    snippet?.origins.push(`${block.page}:${block.line - 1}`)
  }
  for (const [index, line] of block.code.split('\n').entries()) {
    snippet?.lines.push(line)
    snippet?.origins.push(`${block.page}:${block.line + index}`)
  }
}

const usualConfig = `import { defineConfig } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
export default defineConfig({
  plugins: [jwt({ issuer: 'https://auth.example.com/', audience: 'orders' })],
  context: ({ principalId }) => ({ tenant: principalId, seats: 7 }),
})
`

function write(snippets: ReadonlyMap<string, Snippet>): void {
  rmSync(folder, { recursive: true, force: true })
  const files = new Map([...snippets].map(([name, { lines }]) => [name, lines.join('\n')]))
  for (const project of new Set([...snippets.keys()].map((name) => name.split('/')[0]))) {
    const config = `${project}/plugins.config.ts`
    if (!files.has(config)) files.set(config, usualConfig)
  }
  files.set('package.json', '{ "type": "module" }')
  // Named one by one: TypeScript leaves folders out whose name begins with a dot.
  const names = [...files.keys()].filter((name) => name.endsWith('.ts'))
  files.set('tsconfig.json', JSON.stringify(toTsConfig(names), undefined, 2))
  for (const [name, text] of files) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    // A block without import or export would share its names with every other.
    const isModule = !name.endsWith('.ts') || /^(?:import|export) /m.test(text)
    writeFileSync(path, isModule ? `${text}\n` : `${text}\nexport {}\n`)
  }
}

function toTsConfig(files: readonly string[]): object {
  return {
    extends: '../../../tsconfig.base.json',
    compilerOptions: {
      noEmit: true,
      declaration: false,
      declarationMap: false,
      lib: ['ES2023', 'DOM'],
      types: ['node'],
      typeRoots: ['../../../node_modules/@types'],
    },
    files,
  }
}

function compile(snippets: ReadonlyMap<string, Snippet>): readonly string[] {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsc, '-p', join(folder, 'tsconfig.json'), '--pretty', 'false'],
    { cwd: folder, encoding: 'utf8' },
  )
  if (status === 0) return []
  const found = `${stdout}${stderr}`.trim().split('\n')
  return found.map((text) => toProblem(text, snippets))
}

function toProblem(text: string, snippets: ReadonlyMap<string, Snippet>): string {
  const [, file = '', line = '', rest = ''] = /^(\S+)\((\d+),\d+\): (.*)$/.exec(text) ?? []
  const name = relative(folder, resolve(folder, file))
  const origin = snippets.get(name)?.origins[Number(line) - 1]
  return origin === undefined ? text : `${origin} ${rest}`
}

function toExcuseProblem({ page, line }: Block): string {
  return `${page}:${line} not-compiled="…" needs its reason in words`
}
