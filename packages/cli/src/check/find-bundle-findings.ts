/** What follows from what would be in the function. @module */
import type { Metafile } from 'esbuild'
import { dirname, relative, resolve } from 'node:path'
import { findPackage } from '../bundle/find-package.js'
import type { PreparedBundle } from '../bundle/prepare-bundle.js'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'

/** Beyond this, loading the function takes longer than its first request. */
const largeBundleBytes = 1024 * 1024

/**
 * Looks at the modules of a bundle.
 *
 * @param folder - Absolute; what the metafile's paths are relative to.
 */
export function findBundleFindings(
  { metafile, outputs, warnings }: Pick<PreparedBundle, 'metafile' | 'outputs' | 'warnings'>,
  folder: string,
): readonly Finding[] {
  const findings = warnings.map(({ code, message }) => toFinding('warning', code, message))
  const cores = findCopies(metafile, folder)
  if (cores.length > 1) {
    const places = cores.map((place) => relative(folder, place)).join(', ')
    findings.push(toFinding('error', 'AC5010', places))
  }
  const entry = outputs.find((key) => key.endsWith('/index.mjs'))
  const bytes = entry === undefined ? 0 : (metafile.outputs[entry]?.bytes ?? 0)
  if (bytes > largeBundleBytes) {
    findings.push(
      toFinding('warning', 'AC5011', `${Math.round(bytes / 1024)} KiB are loaded at once`),
    )
  }
  return findings
}

/** Folders of the copies of core that modules come from. */
function findCopies(metafile: Metafile, folder: string): readonly string[] {
  const folders = new Set<string>()
  for (const input of Object.keys(metafile.inputs)) {
    if (input.endsWith('authchain-entry.mjs')) continue
    const found = findPackage(dirname(resolve(folder, input)))
    if (found?.name === '@authchain/core') folders.add(found.folder)
  }
  return [...folders].toSorted()
}
