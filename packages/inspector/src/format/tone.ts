/** Which colour a thing has, and the word that says the same without colour. @module */
import type { ChainStep, OpenedRoute, RequestRecord } from '../record.js'

/** A colour by meaning. */
export type Tone = 'allow' | 'deny' | 'fail' | 'hint' | 'info' | 'plain'

/** Of an answer. */
export function toEffectTone(effect: RequestRecord['effect']): Tone {
  return ({ Allow: 'allow', Deny: 'deny', Failure: 'fail' } as const)[effect]
}

/** Of what a plugin answered. */
export function toOutcomeTone(outcome: ChainStep['outcome']): Tone {
  return outcomeTones[outcome]
}

/** `not-asked` in words. */
export function toOutcomeWord(outcome: ChainStep['outcome']): string {
  return outcome === 'not-asked' ? 'not asked' : outcome
}

/** What a policy says, in words. */
export function toPolicyWord(decision: OpenedRoute['decision']): string {
  return ({ Allow: 'open', ExplicitDeny: 'denied', ImplicitDeny: 'closed' } as const)[decision]
}

const outcomeTones: Readonly<Record<ChainStep['outcome'], Tone>> = {
  pass: 'allow',
  unauthenticated: 'deny',
  forbidden: 'deny',
  failure: 'fail',
  abstain: 'info',
  skip: 'plain',
  'not-asked': 'plain',
}
