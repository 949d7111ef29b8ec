/** Where in the user's own files an error came from. @module */
import { fileURLToPath } from 'node:url'
import type { SourceLocation } from '../tool-error.js'

/**
 * Finds the first line of an error's stack that stands in one of the files.
 *
 * @param inputs - Absolute paths of the user's files.
 * @returns undefined when the stack names none of them.
 */
export function findLocation(
  error: unknown,
  inputs: readonly string[],
): SourceLocation | undefined {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return undefined
  for (const line of error.stack.split('\n').slice(0, 50)) {
    const location = parseFrame(line)
    if (location !== undefined && inputs.includes(location.file)) return location
  }
  return undefined
}

/** `    at name (file:///a/plugins.config.ts:6:5)` */
function parseFrame(line: string): SourceLocation | undefined {
  const match = /^\s+at (?<place>.+):(?<line>\d{1,9}):(?<column>\d{1,9})\)?$/.exec(line)
  if (match?.groups === undefined) return undefined
  const place = match.groups['place'] ?? ''
  const path = place.slice(place.lastIndexOf('(') + 1).replace(/^async /, '')
  return {
    file: path.startsWith('file:') ? fileURLToPath(path) : path,
    line: Number(match.groups['line']),
    column: Number(match.groups['column']),
    length: 1,
  }
}
