/** One line per decision. @module */
import { createHash } from 'node:crypto'
import type { AuthContext } from '../contract/context.js'
import type { Decision } from '../contract/decision.js'
import type { ContextValue } from '../contract/identity.js'
import type { Logger } from '../contract/runtime.js'
import type { DecisionMeter } from './emf-meter.js'
import { knownEntries } from './known-entries.js'
import { findAsked, findReportedDenial } from './reported-denial.js'
import type { ReportedDenial } from './reported-denial.js'

/** What stands beside the decision. */
export interface DecisionFacts {
  /** Undefined when the event was not understood. */
  readonly context: AuthContext | undefined
  readonly principal: 'plain' | 'hash' | 'none'
  readonly invocation: InvocationFields
}

/** What is logged of the invocation, under the names of the log. */
interface InvocationFields {
  readonly function_request_id: string | undefined
  readonly cold_start: boolean
  readonly duration_ms: number
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
    const { logger, meter } = sinks
    const asked = findAsked(decision)
    const denied = findReportedDenial(decision, asked)
    const effect = denied === undefined ? 'Allow' : 'Deny'
    const fields = toFields(decision, denied, { ...facts, route: asked?.pattern })
    if (denied?.kind === 'failure') logger.error('authorizer failure', fields)
    else logger.info('authorizer decision', fields)
    const { code, plugin = 'chain' } = denied ?? {}
    meter?.(
      code === undefined ? { effect } : { effect, code, plugin },
      facts.invocation.duration_ms,
    )
  } catch {
    // Deliberately nothing: a log that is down must neither open nor close the API.
  }
}

function toFields(
  decision: Decision,
  denied: ReportedDenial | undefined,
  { context, invocation, principal, route }: DecisionFacts & { readonly route: string | undefined },
): Record<string, ContextValue> {
  const { kind, code, plugin, cause } = denied ?? {}
  const { principalId } = decision
  const fields = {
    effect: denied === undefined ? 'Allow' : 'Deny',
    kind,
    code,
    plugin,
    route,
    principal_id: toShown(principalId, principal),
    source: context?.source,
    api_id: context?.resourceArn.apiId,
    stage: context?.resourceArn.stage,
    request_id: context?.requestId,
    ...invocation,
    ...(kind === 'failure' && cause instanceof Error ? toOrigin(cause) : {}),
  }
  return Object.fromEntries<ContextValue>(knownEntries<ContextValue>(fields))
}

function toShown(
  principalId: string | undefined,
  how: DecisionFacts['principal'],
): string | undefined {
  if (principalId === undefined || how === 'none') return undefined
  if (how === 'plain') return principalId
  return createHash('sha256').update(principalId).digest('hex').slice(0, 16)
}

/** A foreign error's message may hold anything; its name and its frames hold code of ours and the user's. */
function toOrigin(cause: Error & { readonly code?: unknown }): Record<string, string | undefined> {
  const { name, code } = cause
  return {
    error_name: /^[A-Za-z]{1,40}$/.test(name) ? name : undefined,
    error_code: typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : undefined,
    error_frames: toFrames(cause),
  }
}

/** The frames alone: the text before them is the message, so a stack that does not begin with it is left out. */
function toFrames(error: Error): string | undefined {
  const head = error.message === '' ? error.name : `${error.name}: ${error.message}`
  const stack = error.stack ?? ''
  if (!stack.startsWith(`${head}\n`)) return undefined
  const lines = stack.slice(head.length + 1).split('\n')
  return lines
    .slice(0, 5)
    .map((line) => line.trim())
    .join(' < ')
}
