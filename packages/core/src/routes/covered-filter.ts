/** Leaving out what other resources match anyway. @module */
import { anySegment } from './route-pattern.js'
import { covers, toGlob } from './witness.js'
import type { Witness } from './witness.js'

/** The resources of some of the prepared witnesses, without those that another one of them covers. */
export type CoveredFilter = (witnesses: ReadonlySet<Witness>) => readonly string[]

/** Finds out once who covers whom, so that the choice for a caller is look-ups only. */
export function createCoveredFilter(witnesses: readonly Witness[]): CoveredFilter {
  const globs = new Map<Witness, string>()
  const pool = new Map<string, Witness>()
  for (const witness of witnesses) {
    const glob = toGlob(witness)
    globs.set(witness, glob)
    pool.set(glob, witness)
  }
  // What covers another has the same literals before its first open segment.
  const byStart = new Map<string, (readonly [string, Witness])[]>()
  for (const entry of pool) {
    const { segments } = entry[1]
    const open = segments.indexOf(anySegment)
    const start = toStart(open === -1 ? segments : segments.slice(0, open))
    const alike = byStart.get(start) ?? []
    byStart.set(start, alike)
    alike.push(entry)
  }
  const wider = new Map<string, readonly string[]>()
  for (const [glob, witness] of pool) {
    const found: string[] = []
    for (let length = 0; length <= witness.segments.length; length += 1) {
      const alike = byStart.get(toStart(witness.segments.slice(0, length))) ?? []
      for (const [other, wide] of alike) {
        if (other !== glob && covers(wide, witness)) found.push(other)
      }
    }
    if (found.length > 0) wider.set(glob, found)
  }
  return (chosen) => {
    const present = new Set<string>()
    for (const witness of chosen) {
      const glob = globs.get(witness)
      if (glob !== undefined) present.add(glob)
    }
    return [...present].filter((glob) => !wider.get(glob)?.some((other) => present.has(other)))
  }
}

/** `/orders/items`, and nothing for no segment. */
function toStart(segments: readonly string[]): string {
  return segments.map((segment) => `/${segment}`).join('')
}
