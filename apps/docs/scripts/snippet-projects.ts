/** The blocks of pages as projects that can be compiled and run. @module */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findBlocks } from './snippet-blocks.ts'
import type { Block } from './snippet-blocks.ts'

const docs: string = resolve(import.meta.dirname, '..')

/** The repository. */
export const root: string = resolve(docs, '../..')

/** Where {@link writeSnippets} writes. */
export const snippetFolder: string = join(docs, '.snippets')

/** A file to compile, and for each of its lines where it stands in a page. */
export interface Snippet {
  readonly lines: string[]
  readonly origins: (string | undefined)[]
}

/** What was written. */
export interface WrittenSnippets {
  readonly pageCount: number
  readonly compiled: readonly Block[]
  /** Blocks that say why they are left out. */
  readonly excused: readonly Block[]
  /** By file name inside {@link snippetFolder}. */
  readonly snippets: ReadonlyMap<string, Snippet>
}

/**
 * Writes the blocks of all pages and READMEs as files, those of one page into one project. A second block with
 * the same title begins a new project. `plugins.config.ts` is there even if a page shows none.
 */
export function writeSnippets(): WrittenSnippets {
  const pages = globSync(
    ['apps/docs/src/content/docs/*.{md,mdx}', '{packages,examples}/*/README.md', '*.md'],
    { cwd: root },
  ).toSorted()
  const blocks = pages.flatMap((page) => findBlocks(page, readFileSync(join(root, page), 'utf8')))
  const compiled = blocks.filter(({ notCompiled }) => notCompiled === undefined)
  const excused = blocks.filter(({ notCompiled }) => notCompiled !== undefined)
  const snippets = toSnippets(compiled)
  write(snippets)
  return { pageCount: pages.length, compiled, excused, snippets }
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
  rmSync(snippetFolder, { recursive: true, force: true })
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
    const path = join(snippetFolder, name)
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
