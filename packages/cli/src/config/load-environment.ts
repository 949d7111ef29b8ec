/** Variables for a configuration from a file. @module */
import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { ToolError } from '../tool-error.js'

/**
 * Reads variables into `process.env`. Without a name `.env` is read if it is there and `useDefault` is true.
 *
 * @param named - What `--env-file` says, relative to `cwd`.
 * @param wins - True where the file is what a stage is described by: it then goes before variables that are
 *   set already. Default: those stay.
 * @throws {@link ToolError} AC4001 when the named file cannot be read.
 */
export function loadEnvironment(
  cwd: string,
  named: string | undefined,
  useDefault: boolean,
  wins = false,
): void {
  const path = resolve(cwd, named ?? '.env')
  if (named === undefined && (!useDefault || !existsSync(path))) return
  try {
    const variables = parseEnv(readFileSync(path, 'utf8'))
    for (const [name, value = ''] of Object.entries(variables)) {
      if (wins || process.env[name] === undefined) process.env[name] = value
    }
  } catch (error) {
    throw new ToolError('AC4001', `${relative(cwd, path)} cannot be read`, { cause: error })
  }
}
