/** `authchain check --plan` on the last plan of a workspace. @module */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { moduleFolder, planFile } from './terraform.js'
import type { Workspace } from './terraform.js'

/** Codes of errors and warnings, in order; what it is about stands in `message`. */
export interface CheckFinding {
  readonly code: string
  readonly message: string
}

/** Runs the command over the configuration of an example and what its workspace planned last. */
export function checkPlan(workspace: Workspace, example: string): readonly CheckFinding[] {
  const config = join(moduleFolder, 'examples', example, 'plugins.config.ts')
  const { stdout, stderr } = spawnSync(
    join(moduleFolder, 'node_modules/.bin/authchain'),
    ['check', '--config', config, '--plan', join(workspace.folder, planFile), '--json'],
    { encoding: 'utf8' },
  )
  try {
    return (JSON.parse(stdout) as { data: { findings: readonly CheckFinding[] } }).data.findings
  } catch {
    throw new Error(`authchain check said: ${stdout}${stderr}`)
  }
}
