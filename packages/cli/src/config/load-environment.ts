/** Variables for local use from a file. @module */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ToolError } from '../tool-error.js'

/**
 * Reads variables into `process.env`; those that are set already stay. Without a name `.env` is read if it
 * is there and `useDefault` is true.
 *
 * @param named - What `--env-file` says, relative to `cwd`.
 * @throws {@link ToolError} AC4001 when the named file cannot be read.
 */
export function loadEnvironment(cwd: string, named: string | undefined, useDefault: boolean): void {
  const path = resolve(cwd, named ?? '.env')
  if (named === undefined && (!useDefault || !existsSync(path))) return
  try {
    process.loadEnvFile(path)
  } catch (error) {
    throw new ToolError('AC4001', `${relative(cwd, path)} cannot be read`, { cause: error })
  }
}
