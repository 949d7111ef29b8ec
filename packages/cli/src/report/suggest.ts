/** What was probably meant. @module */

/**
 * Finds the known word nearest to a mistyped one by edit distance (Levenshtein).
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

function distanceBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      const shifted = Math.min(previous[column] ?? 0, current[column - 1] ?? 0) + 1
      current.push(Math.min(replaced, shifted))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
