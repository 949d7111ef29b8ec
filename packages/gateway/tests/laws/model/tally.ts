/** How much was judged. @module */

/** Triples by the step that decided them, and what else is worth knowing. */
export interface Tally {
  readonly triples: Record<'complete' | 'listed' | 'per-route', number>
  readonly tables: Record<'complete' | 'listed' | 'per-route' | 'refused', number>
  allowed: number
  /** Answers that came out of the cache and were compared with fresh ones. */
  cached: number
  /** Allowed where only an order that nobody has measured would deny. */
  unmeasured: number
}

/** Nothing yet. */
export function createTally(): Tally {
  return {
    triples: { complete: 0, listed: 0, 'per-route': 0 },
    tables: { complete: 0, listed: 0, 'per-route': 0, refused: 0 },
    allowed: 0,
    cached: 0,
    unmeasured: 0,
  }
}
