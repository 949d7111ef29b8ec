/**
 * Asks the authorizer, in API Gateway's order: identity sources, validation expression, cache, function,
 * output.
 *
 * @module
 */
import type { Assumptions } from '../assumptions.js'
import { toKeyName } from '../authorizer-cache/authorizer-cache.js'
import type { CacheScope } from '../authorizer-cache/authorizer-cache.js'
import { toRequestEvent, toTokenEvent } from '../events/authorizer-event.js'
import type { AuthorizerEvent } from '../events/authorizer-event.js'
import type { RoutedRequest } from '../events/routed-request.js'
import { readIdentity } from '../identity-source/read-identity.js'
import type { TraceRecorder } from '../trace.js'
import { collectChainEvents } from '../tracer.js'
import type { Authorizer } from './authorizer.js'
import { invoke } from './invoke.js'
import { OutputFault, parseOutput } from './parse-output.js'
import type { AuthorizerOutput } from './parse-output.js'

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

/** @returns Never rejects for anything that the function does. */
export async function authorize(
  authorizer: Authorizer,
  request: RoutedRequest,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Promise<Authorization> {
  trace.line(`Starting authorizer: ${authorizer.id} for request: ${trace.requestId}`)
  const identity = readIdentity(authorizer.sources, request, assumptions, trace.relyOn)
  if (identity.kind === 'missing') {
    const isUncached = authorizer.type === 'REQUEST' && authorizer.ttlSeconds === 0
    if (isUncached) trace.relyOn('sourcesWithoutCache')
    if (!isUncached || assumptions.sourcesWithoutCache === 'enforce') {
      return unauthorized(`identity source ${identity.source.name} missing; Lambda not invoked`)
    }
  }
  const values = identity.kind === 'complete' ? identity.values : []
  trace.line(toIdentityLine(authorizer))

  const [token = ''] = values
  if (authorizer.validate !== undefined) {
    trace.relyOn('validationExpression')
    const result = authorizer.validate(token)
    if (result === 'timeout') trace.warn('The validation expression took too long')
    if (result !== 'match') {
      return unauthorized('validation expression did not match; Lambda not invoked')
    }
  }
  return authorizer.ttlSeconds === 0
    ? ask(authorizer, toEvent(authorizer, request, token), assumptions, trace)
    : askOnce(authorizer, { request, values, token }, assumptions, trace)
}

interface Caller {
  readonly request: RoutedRequest
  readonly values: readonly string[]
  readonly token: string
}

async function askOnce(
  authorizer: Authorizer,
  { request, values, token }: Caller,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Promise<Authorization> {
  const { apiId, stage } = request.api
  const scope: CacheScope = { apiId, stage, authorizerId: authorizer.id }
  const cacheKey = (): string => toKeyName(scope, values)
  const hit = authorizer.cache.find(scope, values)
  if (hit !== undefined) {
    trace.cached('HIT', hit.remainingMilliseconds / 1000, cacheKey)
    return { kind: 'answered', output: hit.output, integrationLatency: 0 }
  }
  const keep = authorizer.cache.begin(scope, values, authorizer.ttlSeconds)
  const answer = await ask(authorizer, toEvent(authorizer, request, token), assumptions, trace)
  const isKept = answer.kind === 'answered'
  if (isKept) keep(answer.output)
  trace.cached('MISS', isKept ? authorizer.ttlSeconds : undefined, cacheKey)
  return answer
}

async function ask(
  authorizer: Authorizer,
  event: AuthorizerEvent,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Promise<Authorization> {
  trace.invoked(event)
  const startedAt = performance.now()
  const invocation = await collectChainEvents(trace.chain, () =>
    invoke(authorizer.call, event, authorizer.timeoutMilliseconds),
  )
  if (invocation.kind === 'timeout') return failed('authorizer timed out')
  if (invocation.kind === 'failed') {
    trace.threw(invocation.cause)
    return isUnauthorized(invocation.errorMessage, assumptions, trace)
      ? unauthorized(trace.denialCode() ?? 'authorizer threw Unauthorized')
      : failed(trace.denialCode() ?? 'authorizer failed')
  }
  try {
    const output = parseOutput(invocation.output, assumptions, trace.relyOn)
    const integrationLatency = Math.round(performance.now() - startedAt)
    return { kind: 'answered', output, integrationLatency }
  } catch (error) {
    if (!(error instanceof OutputFault)) throw error
    trace.line(`Execution failed due to configuration error: ${error.message}`)
    return failed('authorizer returned what is not a policy response')
  }
}

function toEvent(authorizer: Authorizer, request: RoutedRequest, token: string): AuthorizerEvent {
  return authorizer.type === 'TOKEN' ? toTokenEvent(request, token) : toRequestEvent(request)
}

const word = 'Unauthorized'

function isUnauthorized(
  message: string | undefined,
  assumptions: Assumptions,
  trace: TraceRecorder,
): boolean {
  if (message === word) return true
  if (message?.toLowerCase() !== word.toLowerCase()) return false
  trace.relyOn('unauthorizedWord')
  return assumptions.unauthorizedWord === 'any-case'
}

function toIdentityLine({ type, sources }: Authorizer): string {
  if (type === 'TOKEN') return 'Incoming identity: ***'
  return `Incoming identity: {${sources.map(({ text }) => `${text}=***`).join(', ')}}`
}

function unauthorized(reason: string): Authorization {
  return { kind: 'unauthorized', reason }
}

function failed(reason: string): Authorization {
  return { kind: 'failed', reason }
}
