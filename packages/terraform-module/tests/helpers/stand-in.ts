/** What stands in for the prebuilt runtime where it has not been built. @module */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'

/** Puts a function that denies everything in the place of `runtime.zip`, unless the real one is there. */
export function ensureRuntime(copy: string): void {
  const path = join(copy, 'runtime.zip')
  if (existsSync(path)) return
  process.stderr.write('runtime.zip has not been built: a function that denies stands in for it\n')
  const code = "export const handler = async () => { throw new Error('Unauthorized') }\n"
  writeFileSync(path, zipSync({ 'index.mjs': Buffer.from(code) }))
}
