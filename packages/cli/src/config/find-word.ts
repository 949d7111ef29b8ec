/** Narrows a place in a source down to the word that is at fault. @module */
import { readFileSync } from 'node:fs'
import type { SourceLocation } from '../tool-error.js'

/**
 * Finds the first place at or after another one where a word stands on its own.
 *
 * @returns undefined when it stands nowhere, or the file cannot be read.
 */
export function findWord(word: string, from: SourceLocation): SourceLocation | undefined {
  const lines = findLines(from.file).slice(from.line - 1)
  for (const [index, text] of lines.entries()) {
    const column = findInLine(text, word, index === 0 ? from.column - 1 : 0)
    if (column === undefined) continue
    return { file: from.file, line: from.line + index, column: column + 1, length: word.length }
  }
  return undefined
}

function findLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function findInLine(text: string, word: string, from: number): number | undefined {
  for (let at = text.indexOf(word, from); at !== -1; at = text.indexOf(word, at + 1)) {
    const neighbours = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`
    if (!/[\w$]/.test(neighbours)) return at
  }
  return undefined
}
