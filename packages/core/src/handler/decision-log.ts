/** One line per decision. @module */
import { createHash } from 'node:crypto'
import type { AuthContext } from '../contract/context.js'
import type { Decision } from '../contract/decision.js'
import type { ContextValue } from '../contract/identity.js'
import type { Logger } from '../contract/runtime.js'
import type { DecisionMeter } from './emf-meter.js'

/** What stands beside the decision. */
export interface DecisionFacts {
  /** Undefined when the event was not understood. */
  readonly context: AuthContext | undefined
  readonly lambdaRequestId: string
  readonly durationMilliseconds: number
  readonly coldStart: boolean
  readonly principal: 'plain' | 'hash' | 'none'
}

/**
 * Logs a decision with a fixed list of fields, and counts it. Header values, tokens, claims, paths and the
 * messages of foreign errors are not among the fields; of a failure the error's name and the places in the
 * code are. Whatever a logger does, the decision stands.
 */
export function logDecision(
  decision: Decision,
  facts: DecisionFacts,
  sinks: { readonly logger: Logger; readonly meter: DecisionMeter | undefined },
): void {
  try {
    const fields = toFields(decision, facts)
    const isFailure = decision.effect === 'Deny' && decision.kind === 'failure'
    if (isFailure) sinks.logger.error('authorizer failure', { ...fields, ...toOrigin(decision) })
    else sinks.logger.info('authorizer decision', fields)
    sinks.meter?.(toDimensions(decision), facts.durationMilliseconds)
  } catch {
    // Deliberately nothing: a log that is down must neither open nor close the API.
  }
}

function toFields(decision: Decision, facts: DecisionFacts): Record<string, ContextValue> {
  const { context, lambdaRequestId, durationMilliseconds, coldStart, principal } = facts
  const { effect, principalId } = decision
  const isShown = principalId !== undefined && principal !== 'none'
  return {
    effect,
    ...(effect === 'Deny' && { kind: decision.kind, code: decision.code }),
    ...(effect === 'Deny' && decision.plugin !== undefined && { plugin: decision.plugin }),
    ...(isShown && { principal_id: toShown(principalId, principal) }),
    ...(context && {
      source: context.source,
      api_id: context.resourceArn.apiId,
      stage: context.resourceArn.stage,
      request_id: context.requestId,
    }),
    ...(lambdaRequestId !== '' && { function_request_id: lambdaRequestId }),
    cold_start: coldStart,
    duration_ms: Math.round(durationMilliseconds * 1000) / 1000,
  }
}

function toShown(principalId: string, how: 'plain' | 'hash'): string {
  if (how === 'plain') return principalId
  return createHash('sha256').update(principalId).digest('hex').slice(0, 16)
}

/** A foreign error's message may hold anything; its name and its frames hold code of ours and the user's. */
function toOrigin(decision: Decision): Record<string, string> {
  const cause = decision.effect === 'Deny' ? decision.cause : undefined
  if (!(cause instanceof Error)) return {}
  const fields: Record<string, string> = {}
  if (/^[A-Za-z]{1,40}$/.test(cause.name)) fields['error_name'] = cause.name
  const code: unknown = (cause as { code?: unknown }).code
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) fields['error_code'] = code
  const frames = toFrames(cause)
  if (frames !== '') fields['error_frames'] = frames
  return fields
}

/** The frames alone: the text before them is the message, so a stack that does not begin with it is left out. */
function toFrames(error: Error): string {
  const head = error.message === '' ? error.name : `${error.name}: ${error.message}`
  const stack = error.stack ?? ''
  if (!stack.startsWith(`${head}\n`)) return ''
  const lines = stack.slice(head.length + 1).split('\n')
  return lines
    .slice(0, 5)
    .map((line) => line.trim())
    .join(' < ')
}

function toDimensions(decision: Decision): Record<string, string> {
  if (decision.effect === 'Allow') return { effect: 'Allow' }
  const { effect, code, plugin = 'chain' } = decision
  return { effect, code, plugin }
}
