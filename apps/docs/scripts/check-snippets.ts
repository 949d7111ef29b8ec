/** Compiles every `ts` block of the pages and of the READMEs. @module */
import { spawnSync } from 'node:child_process'
import { join, relative, resolve } from 'node:path'
import type { Report } from './check.ts'
import type { Block } from './snippet-blocks.ts'
import { root, snippetFolder, writeSnippets } from './snippet-projects.ts'
import type { Snippet } from './snippet-projects.ts'

/** Runs TypeScript over all blocks, and tells its findings by page and line. */
export async function checkSnippets(): Promise<Report> {
  const { pageCount, compiled, excused, snippets } = writeSnippets()
  const problems = [
    ...excused.filter((block) => (block.notCompiled ?? '').length < 12).map(toExcuseProblem),
    ...compile(snippets),
  ]
  const omitted = excused.map(({ page, line }) => `${page}:${line}`).join(', ')
  const but = excused.length === 0 ? '' : `, ${excused.length} not (${omitted})`
  return { summary: `${compiled.length} blocks of ${pageCount} pages compiled${but}`, problems }
}

function compile(snippets: ReadonlyMap<string, Snippet>): readonly string[] {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsc, '-p', join(snippetFolder, 'tsconfig.json'), '--pretty', 'false'],
    { cwd: snippetFolder, encoding: 'utf8' },
  )
  if (status === 0) return []
  const found = `${stdout}${stderr}`.trim().split('\n')
  return found.map((text) => toProblem(text, snippets))
}

function toProblem(text: string, snippets: ReadonlyMap<string, Snippet>): string {
  const [, file = '', line = '', rest = ''] = /^(\S+)\((\d+),\d+\): (.*)$/.exec(text) ?? []
  const name = relative(snippetFolder, resolve(snippetFolder, file))
  const origin = snippets.get(name)?.origins[Number(line) - 1]
  return origin === undefined ? text : `${origin} ${rest}`
}

function toExcuseProblem({ page, line }: Block): string {
  return `${page}:${line} not-compiled="…" needs its reason in words`
}
