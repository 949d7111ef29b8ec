/** What the bytes of a bundle are for. @module */
import type { Metafile } from 'esbuild'
import { dirname, resolve } from 'node:path'
import { findPackage } from './find-package.js'

/** Bytes that one package, or the user's own code, takes in the bundle. */
export interface BundlePart {
  /** A package's name, `your code`, or `bundle glue` for the entry and what holds the modules together. */
  readonly name: string
  /** Minified, not compressed. */
  readonly bytes: number
}

const ownCode = 'your code'
const glue = 'bundle glue'

/**
 * Adds up the bytes of a bundle by package.
 *
 * @param folder - Absolute; the project, and what the metafile's paths are relative to.
 * @param outputs - Keys of `metafile.outputs` to count.
 * @returns The largest first.
 */
export function toParts(
  metafile: Metafile,
  outputs: readonly string[],
  folder: string,
): readonly BundlePart[] {
  const own = findPackage(folder)?.folder
  const bytes = new Map<string, number>()
  const add = (name: string, count: number): void => {
    bytes.set(name, (bytes.get(name) ?? 0) + count)
  }
  for (const key of outputs) {
    const output = metafile.outputs[key]
    if (output === undefined) continue
    let counted = 0
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      add(toName(resolve(folder, input), own), bytesInOutput)
      counted += bytesInOutput
    }
    add(glue, output.bytes - counted)
  }
  return [...bytes]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({ name, bytes: count }))
    .toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1))
}

function toName(path: string, own: string | undefined): string {
  if (path.endsWith('authchain-entry.mjs')) return glue
  const found = findPackage(dirname(path))
  return found === undefined || found.folder === own ? ownCode : found.name
}
