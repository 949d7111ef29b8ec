/** What was probably meant. @module */

/**
 * Finds the known word nearest to a mistyped one by edit distance (Levenshtein, with swaps).
 *
 * @returns undefined when none is near: more than two edits, or more than two fifths of the word.
 * @example
 * ```ts
 * findSuggestion('audiance', ['audience', 'issuer']) // 'audience'
 * ```
 */
export function findSuggestion(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.min(2, Math.floor(word.length * 0.4))
  for (const candidate of known) {
    if (candidate === word || Math.abs(candidate.length - word.length) > least) continue
    const distance = distanceBetween(word.toLowerCase(), candidate.toLowerCase())
    if (distance > least || (distance === least && best !== undefined)) continue
    best = candidate
    least = distance
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours count one each. */
function distanceBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      )
    }
  }
  return at(a.length, b.length)
}
