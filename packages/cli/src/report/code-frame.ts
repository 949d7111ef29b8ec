/** A few lines of source with a mark under the fault. @module */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { SourceLocation } from '../tool-error.js'

/** Lines shown before the one that is marked. */
const linesBefore = 2
const longestLine = 100

/**
 * Draws a code frame. Text inside `literal(…)` is not shown.
 *
 * @param note - Said beside the mark.
 * @returns undefined when the file has no such line.
 */
export function toCodeFrame(location: SourceLocation, cwd: string, note = ''): string | undefined {
  const lines = findLines(location.file)
  const marked = lines?.[location.line - 1]
  if (lines === undefined || marked === undefined) return undefined
  const first = Math.max(1, location.line - linesBefore)
  const width = String(location.line).length
  // The same columns of every line, so that the lines still stand under each other.
  const from = Math.max(0, location.column + location.length - longestLine)
  const shown = lines.slice(first - 1, location.line).map((text, index) => {
    const number = String(first + index).padStart(width)
    return `${number} │ ${hideLiterals(text).slice(from, from + longestLine)}`.trimEnd()
  })
  const mark = '^'.repeat(Math.max(1, Math.min(location.length, longestLine)))
  const gutter = `${' '.repeat(width)} │ ${' '.repeat(Math.max(0, location.column - 1 - from))}`
  const place = `${relative(cwd, location.file)}:${location.line}:${location.column}`
  return [place, ...shown, `${gutter}${mark}${note === '' ? '' : ` ${note}`}`].join('\n')
}

function findLines(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)
  } catch {
    return undefined
  }
}

/** As long as before, so that the mark stays where it belongs. */
function hideLiterals(line: string): string {
  return line.replaceAll(/\bliteral\([^)]*/g, (text) => `literal(${'•'.repeat(text.length - 8)}`)
}
