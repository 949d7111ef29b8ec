/** Writes a first configuration into a folder. Nothing that is there is changed, save by adding to it. @module */
import { createApiKey } from '@authchain/plugins-apikey'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ToolError } from '../tool-error.js'
import { ignoredLines, scripts, testFile, toTemplate } from './templates.js'
import type { TemplateName } from './templates.js'

/** What became of one file. */
export interface InitStep {
  /** Relative to the folder. */
  readonly path: string
  readonly what: 'written' | 'added to' | 'left as it is'
}

/** What was done. */
export interface InitResult {
  readonly steps: readonly InitStep[]
  /** The key of the record in the configuration; undefined when none was written. Nobody can read it back. */
  readonly key: string | undefined
  /** What has to be installed, development dependencies apart. */
  readonly packages: readonly string[]
  readonly devPackages: readonly string[]
}

/** What `npm init` writes where there are no tests yet; it always fails. */
const placeholder = 'echo "Error: no test specified" && exit 1'

/**
 * Writes the files.
 *
 * @param folder - Absolute.
 * @throws {@link ToolError} AC2007 when a file cannot be written, AC3012 when `package.json` is not JSON.
 */
export function initProject(folder: string, name: TemplateName): InitResult {
  const { key, record } = createApiKey({ scopes: ['orders:read'] })
  const template = toTemplate(name, JSON.stringify(record))
  const isTaken = ['plugins.config', 'authchain.config'].some((base) =>
    ['ts', 'mts', 'js', 'mjs'].some((extension) =>
      existsSync(join(folder, `${base}.${extension}`)),
    ),
  )
  const config: InitStep = isTaken
    ? { path: 'plugins.config.ts', what: 'left as it is' }
    : write(folder, 'plugins.config.ts', template.config)
  const steps = [
    config,
    write(folder, 'tests/authorizer.test.ts', testFile),
    addLines(folder),
    ...addScripts(folder),
  ]
  const hasKey = config.what === 'written' && template.config.includes(record.id)
  return {
    steps,
    key: hasKey ? key : undefined,
    packages: ['@authchain/core', ...template.packages],
    devPackages: ['authchain', '@authchain/gateway', 'vitest'],
  }
}

/** A file that is there stays, whatever stands in it. */
function write(folder: string, path: string, text: string): InitStep {
  if (existsSync(join(folder, path))) return { path, what: 'left as it is' }
  put(folder, path, text)
  return { path, what: 'written' }
}

function addLines(folder: string): InitStep {
  const path = '.gitignore'
  const before = find(folder, path)
  if (before === undefined) return write(folder, path, `${ignoredLines.join('\n')}\n`)
  const present = new Set(before.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, '')))
  const missing = ignoredLines.filter((line) => !present.has(line))
  if (missing.length === 0) return { path, what: 'left as it is' }
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  put(folder, path, `${before}${gap}${missing.join('\n')}\n`)
  return { path, what: 'added to' }
}

function addScripts(folder: string): readonly InitStep[] {
  const path = 'package.json'
  const before = find(folder, path)
  if (before === undefined) return []
  const value = parse(before)
  const found = isRecord(value['scripts']) ? value['scripts'] : {}
  const own = Object.fromEntries(
    Object.entries(found).filter(([, command]) => command !== placeholder),
  )
  // What is there goes last, and so stays.
  const all = { ...scripts, ...own }
  if (Object.keys(all).length === Object.keys(own).length) return [{ path, what: 'left as it is' }]
  const indent = /^[ \t]+(?=")/m.exec(before)?.[0] ?? '  '
  const changed = JSON.stringify({ ...value, scripts: { ...own, ...all } }, null, indent)
  put(folder, path, `${changed}\n`)
  return [{ path, what: 'added to' }]
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Said below.
  }
  throw new ToolError('AC3012', 'package.json holds no JSON object')
}

function find(folder: string, path: string): string | undefined {
  const file = join(folder, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function put(folder: string, path: string, text: string): void {
  const file = join(folder, path)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new ToolError('AC2007', `${path} cannot be written`, { cause: error })
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
