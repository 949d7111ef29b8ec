/**
 * Lays the module out as a registry wants it, a repository of its own with HCL at the root:
 * `node scripts/lay-out.ts <folder>`. The runtime must have been built.
 *
 * @module
 */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const leftOut = new Set(['.terraform', '.terraform.lock.hcl', '.authchain', 'node_modules'])

/**
 * Copies exactly what the npm package holds, by the same list.
 *
 * @throws Error when the prebuilt runtime is absent: a release without it would deny everything.
 */
export function layOut(folder: string): void {
  if (!existsSync(join(root, 'runtime.zip'))) {
    throw new Error('runtime.zip is absent: run the build of @authchain/terraform-module first')
  }
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    files: readonly string[]
  }
  mkdirSync(folder, { recursive: true })
  for (const entry of [...files, '*.md', 'LICENSE']) {
    for (const name of expand(entry)) {
      cpSync(join(root, name), join(folder, name), {
        recursive: true,
        filter: (path) => !leftOut.has(basename(path)) && !path.includes('.tfstate'),
      })
    }
  }
}

function expand(entry: string): readonly string[] {
  if (!entry.startsWith('*')) return existsSync(join(root, entry)) ? [entry] : []
  return readdirSync(root).filter((name) => name.endsWith(entry.slice(1)))
}

const [, script, folder] = process.argv
if (script === import.meta.filename && folder !== undefined) layOut(resolve(folder))
