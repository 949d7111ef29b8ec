/** Why no policy says a table. @module */
import type { MethodRouting } from './method-routing.js'
import { toExamplePath } from './witness.js'
import type { Witness } from './witness.js'

/** Why no policy says the table for every caller. */
export interface Obstacle {
  /** `chain`: allowed, denied and allowed, each inside the one before. `size`: too long or too many resources. */
  readonly kind: 'chain' | 'size'
  /** As written; `defaultRule` for what no pattern takes. */
  readonly patterns: readonly [string, string, string]
  readonly examplePath: string
}

/** The resources of a route would be too long or too many. */
export function tooMuch(
  routing: MethodRouting,
  route: number | undefined,
  witness: Witness | undefined,
): Obstacle {
  const text = routing.textOf(route)
  const examplePath = witness === undefined ? '/' : toExamplePath(witness)
  return { kind: 'size', patterns: [text, text, text], examplePath }
}
