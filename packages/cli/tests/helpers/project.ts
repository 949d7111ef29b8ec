/** A user's project in a folder of its own, with the workspace's packages installed. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const packages = fileURLToPath(new URL('../../../', import.meta.url))
const own = fileURLToPath(new URL('../../node_modules/', import.meta.url))

const workspace = ['core', 'plugins-apikey', 'plugins-jwt']

export interface Project {
  /** Absolute, without symbolic links. */
  readonly folder: string
  readonly write: (path: string, text: string) => void
  readonly remove: () => void
}

export interface ProjectOptions {
  /** `link` as pnpm installs, `copy` as npm does. */
  readonly install?: 'link' | 'copy'
  /** Packages of the CLI's own node_modules to install as well. */
  readonly packages?: readonly string[]
}

/** Removed when the test ends; outside of a test, call `remove`. */
export function createProject(
  files: Readonly<Record<string, string>>,
  options: ProjectOptions = {},
): Project {
  const project = createLastingProject(files, options)
  onTestFinished(() => {
    project.remove()
  })
  return project
}

export function createLastingProject(
  files: Readonly<Record<string, string>>,
  { install = 'link', packages: extra = [] }: ProjectOptions = {},
): Project {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-cli-'))
  // Paths from the project to linked packages differ with its depth.
  const folder = install === 'link' ? root : join(root, 'one', 'level', 'deeper')
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const name of workspace) {
    const target = join(folder, 'node_modules/@authchain', name)
    mkdirSync(dirname(target), { recursive: true })
    if (install === 'link') symlinkSync(join(packages, name), target)
    else {
      for (const part of ['package.json', 'dist']) {
        cpSync(join(packages, name, part), join(target, part), { recursive: true })
      }
    }
  }
  for (const name of extra) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true })
    symlinkSync(realpathSync(join(own, name)), join(folder, 'node_modules', name))
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return {
    folder,
    write,
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
