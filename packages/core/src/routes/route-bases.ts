/** What a pattern means before other patterns take their part. @module */
import { anySegment } from './route-pattern.js'
import type { RoutePattern } from './route-pattern.js'
import type { Witness } from './witness.js'

/** What `defaultRule` stands for. */
const everything = { segments: [], tail: 'below', slash: false } as const

/** The resources of a pattern, or of everything; together they match each of its requests. */
export function toBases(
  pattern: RoutePattern | undefined,
  api: 'rest' | 'http',
): readonly Witness[] {
  const { segments, tail, slash } = pattern ?? everything
  const below: Witness = { segments: [...segments, anySegment], slash: false }
  if (tail === 'greedy') return [below]
  const bases: Witness[] = [{ segments, slash }]
  // REST APIs route both forms to the same place and keep the slash in the ARN; `?*` matches it anyway.
  const isClosed = segments.length > 0 && segments.at(-1) !== anySegment
  if (api === 'rest' && isClosed) bases.push({ segments, slash: true })
  if (tail === 'below') bases.push(below)
  return bases
}
