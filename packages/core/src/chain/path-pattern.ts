/** Matching a path as it was sent. @module */
import { isCanonicalSegment, toCanonicalSegments } from '../contract/path-spelling.js'

/** Segments to compare; undefined stands for any one segment. */
export interface PathPattern {
  readonly segments: readonly (string | undefined)[]
  readonly below: boolean
}

/** `/a/{b}/*` → its segments; undefined for what is no pattern. */
export function parsePathPattern(text: string): PathPattern | undefined {
  if (typeof text !== 'string' || !text.startsWith('/')) return undefined
  const below = text.endsWith('/*')
  const body = below ? text.slice(0, -2) : text.replace(/\/$/, '')
  const parts = body === '' ? [] : body.slice(1).split('/')
  const isPattern = parts.every((part) => /^\{[A-Za-z0-9._-]+\}$/.test(part) || isLiteral(part))
  if (!isPattern) return undefined
  return { below, segments: parts.map((part) => (part.startsWith('{') ? undefined : part)) }
}

/**
 * Does the path meet the pattern?
 *
 * @throws forbidden `request.path_spelling` for a path that a backend may read as another one.
 */
export function matchesPath(pattern: PathPattern, path: string): boolean {
  const parts = toCanonicalSegments(path)
  const { segments, below } = pattern
  if (below ? parts.length < segments.length : parts.length !== segments.length) return false
  return segments.every((segment, index) => segment === undefined || segment === parts[index])
}

/** A `*` inside a pattern would look like a wildcard and be none. */
function isLiteral(part: string): boolean {
  return isCanonicalSegment(part) && !part.includes('*')
}
