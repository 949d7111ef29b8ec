/** Where the route patterns that a message names stand in the configuration. @module */
import type { SourceLocation } from '../tool-error.js'
import { findWord } from './find-word.js'

/** As core writes them into a message. */
const quoted = /"(?<pattern>[A-Za-z]{1,20} ?[^"]{0,300})"/g

/**
 * Finds each pattern of a message, in the order of the message.
 *
 * @param configPath - Absolute. Patterns that another file brings are not found.
 */
export function findPatterns(message: string, configPath: string): readonly SourceLocation[] {
  const patterns = [...message.matchAll(quoted)].map(({ groups }) => groups?.['pattern'] ?? '')
  const start = { file: configPath, line: 1, column: 1, length: 1 }
  return [...new Set(patterns)]
    .map((pattern) => findWord(`'${pattern}'`, start) ?? findWord(`"${pattern}"`, start))
    .filter((location) => location !== undefined)
}
