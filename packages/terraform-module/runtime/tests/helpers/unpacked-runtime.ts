/** The archive as Lambda unpacks it, in a folder of its own. */
import { unzipSync } from 'fflate'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { zip } from '../../../../cli/src/bundle/zip.js'
import { buildRuntime } from '../../build/build-runtime.js'

const files = await buildRuntime()

/** The bytes of `runtime.zip`. */
export const archive: Uint8Array = zip(
  new Map([...files].map(([path, text]) => [path, Buffer.from(text)])),
)

/**
 * Unpacks it, and writes files beside it. Removed when the test ends.
 *
 * @returns The folder, absolute.
 */
export function unpackRuntime(added: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-runtime-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  for (const [path, bytes] of Object.entries(unzipSync(archive))) write(join(folder, path), bytes)
  for (const [path, text] of Object.entries(added)) write(join(folder, path), text)
  return folder
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
