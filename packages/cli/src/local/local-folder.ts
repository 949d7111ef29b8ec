/** The folder of what never leaves this machine: `.authchain/local` beside the configuration. @module */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ToolError } from '../tool-error.js'

/** Where it is. @param configPath - Absolute. */
export function toLocalFolder(configPath: string): string {
  return join(dirname(configPath), '.authchain', 'local')
}

/** Makes the folder, with a `.gitignore` that takes in everything, itself included. */
export function makeLocalFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ignore = join(folder, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
}

/**
 * Refuses a file that git knows: whoever has the repository has what stands in it.
 *
 * @throws {@link ToolError} AC3008
 */
export function refuseTracked(file: string): void {
  if (isTracked(file)) {
    throw new ToolError('AC3008', `${basename(file)} of .authchain/local is tracked by git`)
  }
}

/** Outside of a repository, and without git, nothing is tracked. */
function isTracked(file: string): boolean {
  try {
    execFileSync('git', ['ls-files', '--error-unmatch', '--', basename(file)], {
      cwd: dirname(file),
      stdio: 'ignore',
      timeout: 5000,
    })
    return true
  } catch {
    return false
  }
}
