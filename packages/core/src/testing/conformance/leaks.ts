/** Finding credentials where they must not stand. @module */
import { inspect } from 'node:util'

/** So many characters of a credential are no coincidence. */
const windowLength = 16
/** A shorter credential is a word that may stand anywhere. */
const shortestCredential = 6

/** Looks for secrets in whatever is shown to it. */
export interface LeakFinder {
  /** True when `shown` holds a secret, or a long piece of one, anywhere. */
  isLeaking(shown: unknown): boolean
}

/**
 * Makes a finder. A secret shorter than 6 characters is not looked for; one of more than 16 is found by any
 * 16 of its characters in a row.
 *
 * @param secrets - Values that must not be seen. `Bearer x` counts as `x`.
 * @param open - Pieces of them that may be seen, such as the id of a key. A whole secret is never open.
 */
export function createLeakFinder(
  secrets: readonly string[],
  open: readonly string[] = [],
): LeakFinder {
  const bare = secrets
    .map((secret) => secret.replace(/^[A-Za-z]{1,20} /, ''))
    .filter((secret) => secret.length >= shortestCredential)
  const whole = bare.filter((secret) => secret.length < windowLength)
  const windows = new Set(bare.flatMap((secret) => [...toWindows(secret)]))
  const known = new Set(bare)
  const shownFreely = open.filter((piece) => piece.length > 2 && !known.has(piece))
  return {
    isLeaking(shown) {
      let text = toText(shown)
      for (const piece of shownFreely) text = text.replaceAll(piece, '\n')
      if (whole.some((secret) => text.includes(secret))) return true
      for (const window of toWindows(text)) if (windows.has(window)) return true
      return false
    },
  }
}

function* toWindows(text: string): Generator<string> {
  for (let at = 0; at + windowLength <= text.length; at += 1) {
    yield text.slice(at, at + windowLength)
  }
}

/** Everything about a value: hidden members, causes and stacks included. */
function toText(shown: unknown): string {
  if (typeof shown === 'string') return shown
  const options = { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null }
  return inspect(shown, { ...options, breakLength: Infinity })
}
