/** The wildcards of IAM: `*` is any run of characters, slashes included, `?` is exactly one. @module */

const star = 42
const questionMark = 63

/**
 * Tells whether a text matches a pattern as a whole. Every other character stands for itself; case matters.
 *
 * Only the last star is ever tried again, so the work is at most the product of the two lengths, whatever
 * the pattern: nothing in it can make the matcher explode.
 *
 * @example
 * ```ts
 * matchesGlob('arn:aws:execute-api:*:*:abc/dev/GET/*', methodArn)
 * ```
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let afterStar = -1
  let retryFrom = 0
  while (t < text.length) {
    const symbol = pattern.charCodeAt(p)
    if (symbol === star) {
      p += 1
      afterStar = p
      retryFrom = t
    } else if (symbol === questionMark || symbol === text.charCodeAt(t)) {
      p += 1
      t += 1
    } else if (afterStar !== -1) {
      p = afterStar
      retryFrom += 1
      t = retryFrom
    } else {
      return false
    }
  }
  while (pattern.charCodeAt(p) === star) p += 1
  return p === pattern.length
}
