/** Why no policy says a table. @module */
import type { Reached } from './glob-walk.js'
import type { MethodRouting } from './method-routing.js'
import { covers, toExamplePath, toGlob } from './witness.js'
import type { Witness } from './witness.js'

/** Why no policy says the table for every caller. */
export interface Obstacle {
  /** `chain`: allowed, denied and allowed, each inside the one before. `size`: too long or too many resources. */
  readonly kind: 'chain' | 'size'
  /** As written; `defaultRule` for what no pattern takes. */
  readonly patterns: readonly [string, string, string]
  readonly examplePath: string
}

const root: Witness = { segments: [], slash: false }

/** The resources of a route would be too long or too many. */
export function tooMuch(routing: MethodRouting, witness: Witness = root): Obstacle {
  const text = textOf(routing, witness)
  return { kind: 'size', patterns: [text, text, text], examplePath: toExamplePath(witness) }
}

/** A Deny that must be takes an Allow away. */
export function toChain(
  routing: MethodRouting,
  allow: readonly Witness[],
  denied: Witness,
  hit: Reached,
): Obstacle {
  const outer = allow.find((witness) => covers(witness, denied)) ?? denied
  return {
    kind: 'chain',
    patterns: [textOf(routing, outer), textOf(routing, denied), routing.textOf(hit.route)],
    examplePath: toExamplePath(hit.witness),
  }
}

/** The pattern to which the generic request itself goes. */
function textOf(routing: MethodRouting, witness: Witness): string {
  const glob = toGlob(witness)
  const itself = routing.reach(witness).find((one) => toGlob(one.witness) === glob)
  return routing.textOf(itself?.route)
}
