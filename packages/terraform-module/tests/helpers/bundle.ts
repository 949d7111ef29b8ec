/** Builds what an example deploys. @module */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildBundle } from 'authchain'
import { moduleFolder } from './terraform.js'

/** How a build differs from the usual. */
export interface BuildChanges {
  /** Changes the configuration before it is built. */
  readonly edit?: (source: string) => string
  /** Below `.authchain`, where there is more than one build. */
  readonly subfolder?: string
}

/**
 * Builds the chain of an example as `authchain build` does, into the copy of the example.
 *
 * @param example - Its folder in `examples/`.
 * @param variables - What the configuration reads while it is built.
 */
export async function buildExample(
  copy: string,
  example: string,
  variables: Readonly<Record<string, string>> = {},
  { edit = (source) => source, subfolder = '' }: BuildChanges = {},
): Promise<void> {
  const folder = join(moduleFolder, 'examples', example)
  // Beside the original, where its imports resolve.
  const config = join(folder, `.edited-${process.pid}.config.ts`)
  writeFileSync(config, edit(readFileSync(join(folder, 'plugins.config.ts'), 'utf8')))
  const outDir = join(copy, 'examples', example, '.authchain', subfolder)
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    await buildBundle({ cwd: folder, config, outDir })
  } finally {
    rmSync(config)
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
}
