/** Puts a bundle on disk. @module */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Manifest } from '@authchain/core/manifest'
import { ToolError } from '../tool-error.js'

/** Paths of what was written, absolute. */
export interface WrittenBundle {
  readonly zipPath: string
  readonly manifestPath: string
  /** Folder of the unpacked bundle, for local use. */
  readonly bundleDir: string
  /** Its module that exports `handler`. */
  readonly entryPath: string
  /** True when the archive that stood there before had the same bytes. */
  readonly unchanged: boolean
}

/** Chunks of earlier builds; nothing else in the folder is ours to remove. */
const chunkName = /^[0-9a-f]{16}(?:-\d+)?\.mjs$/

/**
 * Writes `authorizer.zip` and, unpacked beside it, `bundle/index.mjs` with its chunks; then `manifest.json`.
 *
 * @param outDir - Absolute; made when absent.
 * @throws {@link ToolError} AC2007.
 */
export async function writeBundle(
  outDir: string,
  files: ReadonlyMap<string, Uint8Array>,
  archive: Uint8Array,
  manifest: Manifest,
): Promise<WrittenBundle> {
  const zipPath = join(outDir, 'authorizer.zip')
  const manifestPath = join(outDir, 'manifest.json')
  const bundleDir = join(outDir, 'bundle')
  try {
    const before = await readFile(zipPath).catch(() => undefined)
    await removeChunks(join(bundleDir, 'chunks'), files)
    for (const [path, bytes] of files) await replaceFile(join(bundleDir, path), bytes)
    await replaceFile(zipPath, archive)
    // Last: a manifest that is there names an archive that is.
    await replaceFile(manifestPath, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
    return {
      zipPath,
      manifestPath,
      bundleDir,
      entryPath: join(bundleDir, 'index.mjs'),
      unchanged: before !== undefined && sha256(before) === sha256(archive),
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    throw new ToolError('AC2007', `${outDir} cannot be written (${reason})`, { cause: error })
  }
}

async function removeChunks(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const stale = names.filter((name) => chunkName.test(name) && !files.has(`chunks/${name}`))
  await Promise.all(stale.map(async (name) => rm(join(folder, name))))
}

/** Never leaves a half-written file where a whole one stood. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
