/** A zip archive whose bytes depend on nothing but its files. @module */
import { zipSync } from 'fflate'

/**
 * Packs files for Lambda. Packed by JavaScript alone, because zlib differs between builds of Node; entries
 * are sorted, dated 1980-01-01 and readable by all (0644).
 *
 * @param files - Contents by path in the archive.
 */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // Read in local time by the packer, hence no UTC date here, and none that is older than the time zone.
  const mtime = new Date(1980, 0, 1)
  const entries = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => [path, [bytes, { ...attributes, mtime }] as const] as const)
  return zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0])
}

const attributes = {
  level: 9,
  os: 3,
  attrs: (0o100644 << 16) >>> 0,
} as const
