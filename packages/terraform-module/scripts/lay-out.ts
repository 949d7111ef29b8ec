/**
 * Lays the module out as a registry wants it, a repository of its own with HCL at the root:
 * `node scripts/lay-out.ts <folder>`. The runtime must have been built.
 *
 * @module
 */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const leftOut = new Set(['.terraform', '.terraform.lock.hcl', '.authchain', 'node_modules'])

/**
 * Copies exactly what the npm package holds, by the same list. What an earlier release left in the folder is
 * removed, `.git` excepted.
 *
 * @throws Error when the prebuilt runtime is absent, as a release without it would deny everything, and when the
 * folder holds something else than a release.
 */
export function layOut(folder: string): void {
  if (!existsSync(join(root, 'runtime.zip'))) {
    throw new Error('runtime.zip is absent: run the build of @authchain/terraform-module first')
  }
  empty(folder)
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    files: readonly string[]
  }
  for (const entry of [...files, '*.md', 'LICENSE']) {
    for (const name of expand(entry)) {
      cpSync(join(root, name), join(folder, name), {
        recursive: true,
        filter: (path) => !leftOut.has(basename(path)) && !path.includes('.tfstate'),
      })
    }
  }
}

function empty(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const names = readdirSync(folder).filter((name) => name !== '.git')
  if (names.length > 0 && !names.includes('versions.tf')) {
    throw new Error('The folder holds something else than an earlier release of the module')
  }
  for (const name of names) rmSync(join(folder, name), { recursive: true })
}

function expand(entry: string): readonly string[] {
  if (!entry.startsWith('*')) return existsSync(join(root, entry)) ? [entry] : []
  return readdirSync(root).filter((name) => name.endsWith(entry.slice(1)))
}

if (process.argv[1] === import.meta.filename) {
  const [, , folder] = process.argv
  if (folder === undefined) {
    process.stderr.write('Where to? node scripts/lay-out.ts <folder>\n')
    process.exitCode = 1
  } else layOut(resolve(folder))
}
