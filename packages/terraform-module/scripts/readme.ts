/**
 * The tables of the READMEs, made from the HCL: `node scripts/readme.ts` writes them, `--check` compares.
 *
 * @module
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parse } from '@cdktf/hcl2json'

const root = join(import.meta.dirname, '..')

interface Block {
  readonly description?: string
  readonly type?: string
  readonly default?: unknown
}

/** The declarations of one folder of HCL. */
export interface Declarations {
  readonly variables: Readonly<Record<string, Block>>
  readonly outputs: Readonly<Record<string, Block>>
}

/** Folders with a README whose tables are made: the root and its modules. */
export const documented: readonly string[] = [
  '.',
  'modules/http-api',
  'modules/websocket',
  'modules/account',
  'modules/function',
  'modules/package',
]

/** Reads every `.tf` file of a folder. */
export async function readDeclarations(folder: string): Promise<Declarations> {
  const variables: Record<string, Block> = {}
  const outputs: Record<string, Block> = {}
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.tf'))
  for (const file of files.toSorted()) {
    const text = readFileSync(join(root, folder, file), 'utf8')
    const parsed = (await parse(file, text)) as {
      variable?: Record<string, readonly Block[]>
      output?: Record<string, readonly Block[]>
    }
    for (const [name, [block = {}]] of Object.entries(parsed.variable ?? {}))
      variables[name] = block
    for (const [name, [block = {}]] of Object.entries(parsed.output ?? {})) outputs[name] = block
  }
  return { variables, outputs }
}

/** A README with its tables made anew between the two marks. */
export async function renderReadme(folder: string): Promise<string> {
  const path = join(root, folder, 'README.md')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const [head = '', rest = ''] = text.split('<!-- tables -->\n')
  const [, tail = ''] = rest.split('<!-- end of tables -->\n')
  const { variables, outputs } = await readDeclarations(folder)
  const inputs = Object.entries(variables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, block]) => [
      `\`${name}\``,
      cell(block.description),
      shortType(block),
      usual(block),
    ])
  const results = Object.entries(outputs)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { description }]) => [`\`${name}\``, cell(description)])
  const tables = [
    table(['input', '', 'type', 'default'], inputs),
    table(['output', ''], results),
  ].join('\n')
  return `${head}<!-- tables -->\n\n${tables}\n<!-- end of tables -->\n${tail}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cellText, at) =>
    Math.max(3, cellText.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head), rule, ...rows.map((row) => line(row)), ''].join('\n')
}

function cell(text = ''): string {
  return text
    .replaceAll('$${', '${')
    .replaceAll('|', String.raw`\|`)
    .replaceAll(/\s+/g, ' ')
}

function shortType({ type = 'any' }: Block): string {
  const text = type.replace(/^\$\{(.*)\}$/s, '$1').replaceAll(/\s+/g, '')
  const outer = /^(map|list)?\(?object\(/.exec(text)
  return outer === null ? text : outer[1] === undefined ? 'object' : `${outer[1]}(object)`
}

function usual(block: Block): string {
  if (!Object.hasOwn(block, 'default')) return 'required'
  return block.default === null ? '' : `\`${JSON.stringify(block.default)}\``
}

if (import.meta.filename === process.argv[1]) {
  const isCheck = process.argv.includes('--check')
  for (const folder of documented) {
    const path = join(root, folder, 'README.md')
    const text = await renderReadme(folder)
    if (!isCheck) writeFileSync(path, text)
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`${relative(root, path)} is stale: node scripts/readme.ts`)
      process.exitCode = 1
    }
  }
}
