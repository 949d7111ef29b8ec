/** Why requests were denied, as core tells it. @module */
import type { Decision, Tracer } from '@authchain/core'

/** Keeps the code of the latest decisions until the gateway reports the request. */
export interface DecisionNotes {
  readonly tracer: Tracer
  /** The code of a denial, once; undefined for an Allow and for a request that never reached the chain. */
  takeCode(requestId: string): string | undefined
}

/** More than any number of requests that are under way at once. */
const mostNotes = 1000

/** Makes an empty notebook. */
export function createDecisionNotes(): DecisionNotes {
  const codes = new Map<string, string>()
  return {
    tracer: {
      event(name, { requestId, decision }) {
        if (name !== 'decision' || typeof requestId !== 'string') return
        const { code } = decision as Partial<Extract<Decision, { effect: 'Deny' }>>
        if (code === undefined) return
        codes.set(requestId, code)
        const [oldest] = codes.keys()
        if (codes.size > mostNotes && oldest !== undefined) codes.delete(oldest)
      },
    },
    takeCode(requestId) {
      const code = codes.get(requestId)
      codes.delete(requestId)
      return code
    },
  }
}
