/** Who decided about a request and why, in words. @module */
import { isSensitiveName } from '@authchain/gateway'
import type { RequestTrace } from '@authchain/gateway'
import type { CacheOrigin, RecordedDecision, RecordedPolicy } from '@authchain/inspector/record'
import { mask } from './redactor.js'
import type { Redactor } from './redactor.js'

/** What the decision is explained with. */
export interface DecisionFacts {
  readonly trace: RequestTrace
  readonly code: string | null
  /** Who called, as far as the chain or the answer says. */
  readonly principalId: string | null
  readonly policy: RecordedPolicy | null
  readonly cacheOrigin: CacheOrigin | null
  /** What the backend got; undefined when it was not asked. */
  readonly context: Readonly<Record<string, string | number | null>> | undefined
}

type Kind = RecordedDecision['kind']

/** Makes the decision's part of a record. */
export function toDecisionRecord(facts: DecisionFacts, redactor: Redactor): RecordedDecision {
  const { context, trace } = facts
  const kind = toKind(facts)
  return {
    kind,
    plugin: findDenyingPlugin(trace),
    explanation: redactor.text(explain(kind, facts)),
    context: context === undefined ? null : redactContext(context, redactor),
  }
}

function toKind({ trace, code, policy }: DecisionFacts): Kind {
  const { effect, status, lines, reason, cache } = trace
  if (effect === 'Failure') return 'failure'
  if (effect === 'Allow') return reason === 'public route' ? 'public' : 'allowed'
  // Of an HTTP API there is no execution log.
  const isAsked =
    cache !== 'NONE' ||
    reason.startsWith('identity source') ||
    lines.some((line) => line.startsWith('Starting authorizer'))
  if (!isAsked || policy?.decision === 'Allow') return 'gateway'
  if (policy !== null) return code === null ? 'policy' : 'forbidden'
  return status === 401 ? 'unauthenticated' : 'forbidden'
}

function explain(kind: Kind, facts: DecisionFacts): string {
  const { trace, code, principalId, cacheOrigin, policy } = facts
  const { status, reason } = trace
  const who = principalId === null || principalId === '' ? 'the caller' : principalId
  const plugin = findDenyingPlugin(trace)
  const by = plugin === null ? 'The chain' : `The plugin ${plugin}`
  switch (kind) {
    case 'allowed':
      return cacheOrigin === null
        ? `The authorizer allowed ${who}.`
        : `The cached answer of ${describe(cacheOrigin)} allows ${who} here as well; the authorizer was not asked.`
    case 'unauthenticated':
      return reason.includes('Lambda not invoked')
        ? `API Gateway answered ${status} by itself: ${reason.replace('; Lambda not invoked', '')}. The authorizer was not asked.`
        : `${by} did not accept the caller's credential${inWords(code)}. The answer is not cached.`
    case 'forbidden':
      return `${by} denied ${who}${inWords(code)}.${cacheOrigin === null ? '' : ` The answer is the cached one of ${describe(cacheOrigin)}.`}`
    case 'policy':
      return explainPolicyDenial(policy, who, cacheOrigin)
    case 'failure':
      return `Nobody decided: ${code ?? reason}${describeCause(trace.cause)}. The client got ${status}; nothing is cached.`
    case 'gateway':
      return `API Gateway answered ${status} by itself: ${reason}.`
    case 'public':
      return 'The route has no authorizer: nobody was asked.'
    default:
      return kind satisfies never
  }
}

function explainPolicyDenial(
  policy: RecordedPolicy | null,
  who: string,
  origin: CacheOrigin | null,
): string {
  const answer = origin === null ? 'The policy' : `The cached policy, made for ${describe(origin)},`
  switch (policy?.why) {
    case 'explicit-deny':
      return `${answer} denies this request to ${who} in statement ${policy.statement ?? 0}.`
    case 'condition':
      return `${answer} names this request, but a condition of the statement does not hold: most often the credential has expired.`
    case 'not-covered':
      return `${answer} knows ${who} but names no statement for this method and path. What no statement allows is denied.`
    case 'allow':
    case undefined:
    default:
      return `${answer} does not allow this request.`
  }
}

function describe({ method, path }: CacheOrigin): string {
  return `${method} ${path}`
}

function inWords(code: string | null): string {
  return code === null ? '' : ` (${code})`
}

/** Only the kind of error: its message may hold anything. */
function describeCause(cause: unknown): string {
  const name = cause instanceof Error ? cause.name : ''
  return /^\w{1,40}$/.test(name) && name !== 'Error' ? `, a ${name}` : ''
}

/** The plugin that the chain's own decision names. */
function findDenyingPlugin({ chain }: RequestTrace): string | null {
  const decision = chain.findLast(({ name }) => name === 'decision')?.fields['decision']
  const { plugin } = (decision ?? {}) as { readonly plugin?: unknown }
  return typeof plugin === 'string' ? plugin : null
}

function redactContext(
  context: Readonly<Record<string, string | number | null>>,
  redactor: Redactor,
): RecordedDecision['context'] {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => {
      if (isSensitiveName(key)) return [redactor.text(key), mask]
      return [redactor.text(key), typeof value === 'string' ? redactor.text(value) : value]
    }),
  )
}
