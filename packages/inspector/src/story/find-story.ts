/** The banner above a request: what happened, in words, and for the classic cache trap step by step. @module */
import { formatSeconds, formatTime } from '../format/format.js'
import type { Tone } from '../format/tone.js'
import type { RecordedDecision, RequestRecord } from '../record.js'

/** What the banner says. */
export interface Story {
  readonly tone: Tone
  readonly title: string
  readonly text: string
  /** In order; empty unless it takes more than a sentence. */
  readonly steps: readonly StoryStep[]
  /** What a replay with an empty cache would show; null when that would teach nothing. */
  readonly proof: string | null
  /** The request whose answer was used, when it is another one. */
  readonly originId: string | null
}

/** One step: a request and what it led to. */
interface StoryStep {
  readonly heading: string
  readonly text: string
}

const titles: Readonly<Record<RecordedDecision['kind'], string>> = {
  allowed: 'Allowed',
  unauthenticated: 'The caller is not known',
  forbidden: 'The chain denied this caller',
  policy: 'The policy does not allow this request',
  failure: 'Nobody could decide',
  gateway: 'API Gateway answered by itself',
  public: 'Public route: no authorizer',
}

const tones: Readonly<Record<RecordedDecision['kind'], Tone>> = {
  allowed: 'allow',
  unauthenticated: 'deny',
  forbidden: 'deny',
  policy: 'deny',
  failure: 'fail',
  gateway: 'info',
  public: 'info',
}

/** The story of one request. */
export function findStory(record: RequestRecord): Story {
  if (isCachedPolicyTrap(record)) return tellCachedPolicyTrap(record)
  const { kind, explanation } = record.decision
  const isHit = record.cache.use === 'HIT'
  return {
    tone: tones[kind],
    title: isHit ? `${titles[kind]}, by a cached answer` : titles[kind],
    text: explanation,
    steps: [],
    proof: isHit && kind !== 'allowed' ? 'Ask the authorizer afresh' : null,
    originId: isHit ? (record.cache.from?.id ?? null) : null,
  }
}

/**
 * Tells whether a policy made for another request closed this one: the caller was never judged for what they
 * asked.
 */
export function isCachedPolicyTrap({ cache, decision, policy }: RequestRecord): boolean {
  return cache.use === 'HIT' && decision.kind === 'policy' && policy?.why === 'not-covered'
}

function tellCachedPolicyTrap(record: RequestRecord): Story {
  const { cache, request, policy, answer } = record
  const here = `${request.method} ${request.path}`
  const origin =
    cache.from === null ? 'An earlier request' : `${cache.from.method} ${cache.from.path}`
  const opened =
    policy?.opens.filter(({ decision }) => decision === 'Allow').map((o) => o.route) ?? []
  const only = opened.length === 0 ? 'that request alone' : opened.slice(0, 3).join(', ')
  const at = cache.from === null ? '' : ` at ${formatTime(cache.from.time)}`
  const left = cache.secondsLeft === null ? '' : `, for ${formatSeconds(cache.secondsLeft)} more`
  return {
    tone: 'hint',
    title: `Denied by a policy that was made for another request`,
    text: `Nobody checked whether this caller may ${here}. API Gateway reused a cached policy that does not mention it.`,
    steps: [
      {
        heading: origin,
        text: `asked the authorizer${at}. Its policy opens ${only}.`,
      },
      {
        heading: `Kept for ${formatSeconds(cache.ttlSeconds)}`,
        text: `under the caller's identity sources only. Method and path are not part of the cache key.`,
      },
      {
        heading: here,
        text: `has the same key, so the kept policy answers${left}. No statement names it: ${answer.status}.`,
      },
    ],
    proof: 'Prove it: ask the authorizer afresh',
    originId: cache.from?.id ?? null,
  }
}
