/** Generic requests: the paths that a pattern, a policy resource and a counter-example are made of. @module */
import { anySegment } from './route-pattern.js'

/**
 * A path with some segments left open. {@link anySegment} stands for one segment that no pattern names.
 * As a policy resource each of these is `?*`, which matches one such segment, and also several.
 */
export interface Witness {
  readonly segments: readonly string[]
  /** The path ends in a slash. Never true of the root. */
  readonly slash: boolean
}

/** The longest path of a resource that has room for any ARN in front of it (512 characters in all). */
export const longestGlob = 300

/** The resource behind `{stage}/{METHOD}/`: every open segment is `?*`. */
export function toGlob({ segments, slash }: Witness): string {
  const path = segments.map((segment) => (segment === anySegment ? '?*' : segment)).join('/')
  return slash ? `${path}/` : path
}

/** An example: `/users/x1/orders`. */
export function toExamplePath({ segments, slash }: Witness): string {
  const named = segments.map((segment, at) => (segment === anySegment ? `x${at + 1}` : segment))
  return `/${named.join('/')}${slash ? '/' : ''}`
}

/** The example as a pattern: `/users/{x1}/orders`. */
export function toTemplate({ segments, slash }: Witness): string {
  const named = segments.map((segment, at) => (segment === anySegment ? `{x${at + 1}}` : segment))
  return `/${named.join('/')}${slash ? '/' : ''}`
}

/**
 * Does the glob of `wide` match `narrow`, and with it everything that the glob of `narrow` matches?
 * A preorder; two different witnesses never cover each other.
 */
export function covers(wide: Witness, narrow: Witness): boolean {
  const open = wide.segments.at(-1) === anySegment
  if (wide.slash ? !narrow.slash : narrow.slash && !open) return false
  return coversSegments(wide.segments, narrow.segments)
}

/** Those that no other covers, shortest first. */
export function toMinimal(witnesses: readonly Witness[]): readonly Witness[] {
  const kept: Witness[] = []
  // What covers another is shorter or more open than it, and so comes first.
  for (const witness of witnesses.toSorted(byOpenness)) {
    if (!kept.some((wide) => covers(wide, witness))) kept.push(witness)
  }
  return kept
}

/** Orders witnesses so that what covers another comes before it. */
export function byOpenness(a: Witness, b: Witness): number {
  if (a.segments.length !== b.segments.length) return a.segments.length - b.segments.length
  if (a.slash !== b.slash) return a.slash ? 1 : -1
  return openSegments(b) - openSegments(a)
}

function openSegments({ segments }: Witness): number {
  return segments.filter((segment) => segment === anySegment).length
}

/** Glob matching on segments; only the last open segment ever needs to grow. */
function coversSegments(wide: readonly string[], narrow: readonly string[]): boolean {
  let at = 0
  let grown = -1
  let reached = 0
  for (let here = 0; here < narrow.length;) {
    const segment = wide[at]
    if (segment === anySegment) {
      grown = at
      reached = here
    }
    if (segment !== undefined && (segment === anySegment || segment === narrow[here])) {
      at += 1
      here += 1
    } else if (grown !== -1) {
      reached += 1
      at = grown + 1
      here = reached + 1
    } else {
      return false
    }
  }
  return at === wide.length
}
