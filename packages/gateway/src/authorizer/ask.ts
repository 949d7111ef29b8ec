/** Invokes the authorizer and makes something of what it says. @module */
import type { Assumptions } from '../assumptions.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { TraceRecorder } from '../trace-recorder.js'
import { collectChainEvents } from '../tracer.js'
import type { Authorizer } from './authorizer.js'
import { invoke } from './invoke.js'
import type { Invocation } from './invoke.js'
import { OutputFault } from './output-fault.js'
import { parseOutput } from './parse-output.js'
import type { AuthorizerOutput } from './parse-output.js'
import { parseSimpleOutput } from './parse-simple-output.js'
import { toEvent } from './to-event.js'

/** What came of asking. */
export type Authorization =
  | {
      readonly kind: 'answered'
      readonly output: AuthorizerOutput
      /** In milliseconds; 0 when the answer came from the cache. */
      readonly integrationLatency: number
    }
  | { readonly kind: 'unauthorized'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** Who asks, and with which values of the identity sources. */
export interface Caller {
  readonly request: RoutedRequest
  readonly values: readonly string[]
}

/** @returns Never rejects for anything that the function does. */
export async function ask(
  authorizer: Authorizer,
  { request, values }: Caller,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Promise<Authorization> {
  const event = toEvent(authorizer, request, values)
  trace.invoked(event)
  const startedAt = performance.now()
  const run = async (): Promise<Invocation> =>
    invoke(authorizer.call, event, authorizer.timeoutMilliseconds)
  const invocation = await (trace.isKept ? collectChainEvents(trace.chain, run) : run())
  if (invocation.kind === 'timeout') return failed('authorizer timed out')
  if (invocation.kind === 'failed') {
    trace.threw(invocation.cause)
    return isUnauthorized(invocation.errorMessage, request, assumptions, trace)
      ? unauthorized(trace.denialCode() ?? 'authorizer threw Unauthorized')
      : failed(trace.denialCode() ?? 'authorizer failed')
  }
  try {
    const output = readOutput(authorizer, request, invocation.output, { assumptions, trace })
    const integrationLatency = Math.round(performance.now() - startedAt)
    return { kind: 'answered', output, integrationLatency }
  } catch (error) {
    if (!(error instanceof OutputFault)) throw error
    trace.line(`Execution failed due to configuration error: ${error.message}`)
    trace.variable('authorizer.error', error.message)
    return failed(
      authorizer.simpleResponses
        ? 'authorizer returned what is not a simple response'
        : 'authorizer returned what is not a policy response',
    )
  }
}

const mostWebSocketBytes = 8192

function readOutput(
  { simpleResponses, payload }: Authorizer,
  { api }: RoutedRequest,
  output: unknown,
  { assumptions, trace }: { readonly assumptions: Assumptions; readonly trace: TraceRecorder },
): AuthorizerOutput {
  if (simpleResponses) return parseSimpleOutput(output, assumptions, trace.relyOn)
  return parseOutput(output, assumptions, trace.relyOn, {
    keepsTypes: payload === '2.0',
    ...(api.kind === 'websocket' ? { mostBytes: mostWebSocketBytes } : {}),
  })
}

const word = 'Unauthorized'

function isUnauthorized(
  message: string | undefined,
  { api }: RoutedRequest,
  assumptions: Assumptions,
  trace: TraceRecorder,
): boolean {
  if (message?.toLowerCase() !== word.toLowerCase()) return false
  if (message !== word) {
    trace.relyOn('unauthorizedWord')
    if (assumptions.unauthorizedWord !== 'any-case') return false
  }
  if (api.kind === 'rest') return true
  trace.relyOn('thrownUnauthorized')
  return assumptions.thrownUnauthorized === 'unauthorized'
}

/** The caller has not shown who it is. */
export function unauthorized(reason: string): Authorization {
  return { kind: 'unauthorized', reason }
}

function failed(reason: string): Authorization {
  return { kind: 'failed', reason }
}
