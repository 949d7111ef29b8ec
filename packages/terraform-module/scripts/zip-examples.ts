/** Packs what the examples deploy beside the authorizer: `node scripts/zip-examples.ts`. @module */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { zipSync } from 'fflate'

const examples = join(import.meta.dirname, '../examples')

/** Archives of the examples: where they stand, and the files in them with their names there. */
export const archives: readonly { readonly path: string; readonly files: readonly string[] }[] = [
  { path: 'orders-api/backend.zip', files: ['backend/index.mjs'] },
  { path: 'complete/layer.zip', files: ['layer/nodejs/shared.mjs'] },
]

/** The bytes of an archive; the same on every machine. */
export function packArchive({ path, files }: (typeof archives)[number]): Uint8Array {
  const folder = join(examples, path, '..')
  // fflate reads the date in local time; 1980 is where dates of archives begin.
  const options = { level: 0, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 } as const
  const entries = files.map((file) => {
    const name = file.slice(file.indexOf('/') + 1)
    return [name, [readFileSync(join(folder, file)), options]] as const
  })
  return zipSync(Object.fromEntries(entries) as unknown as Parameters<typeof zipSync>[0])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const archive of archives) writeFileSync(join(examples, archive.path), packArchive(archive))
}
