/** Which file is the configuration. @module */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ToolError } from '../tool-error.js'

const extensions = ['ts', 'mts', 'js', 'mjs']

/** Names under which a configuration is looked for, in the folder where the command runs. */
const configNames: readonly string[] = ['plugins.config', 'authchain.config'].flatMap((name) =>
  extensions.map((extension) => `${name}.${extension}`),
)

/**
 * Finds the configuration file.
 *
 * @param cwd - Absolute folder to look in; folders above it are not searched.
 * @param named - What `--config` says, relative to `cwd`.
 * @returns The absolute path.
 * @throws {@link ToolError} AC2001 when there is none, AC1002 when there are several and none is named.
 * @example
 * ```ts
 * const path = findConfig(process.cwd())
 * ```
 */
export function findConfig(cwd: string, named?: string): string {
  if (named !== undefined) {
    const path = resolve(cwd, named)
    if (existsSync(path)) return path
    throw new ToolError('AC2001', `There is no file ${relative(cwd, path)}`)
  }
  const found = configNames.map((name) => resolve(cwd, name)).filter((path) => existsSync(path))
  const [path, second] = found
  if (path === undefined) {
    throw new ToolError('AC2001', 'There is neither plugins.config.ts nor authchain.config.ts here')
  }
  if (second !== undefined) {
    throw new ToolError('AC1002', `Both ${relative(cwd, path)} and ${relative(cwd, second)} exist`)
  }
  return path
}
