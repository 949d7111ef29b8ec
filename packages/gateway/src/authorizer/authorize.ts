/**
 * Asks the authorizer, in API Gateway's order: identity sources, validation expression, cache, function,
 * output.
 *
 * @module
 */
import type { Awaitable } from '@authchain/core'
import type { Assumptions } from '../assumptions.js'
import type { CacheScope } from '../authorizer-cache/authorizer-cache.js'
import type { RoutedRequest } from '../events/routed-request.js'
import { readIdentity } from '../identity-source/read-identity.js'
import type { TraceRecorder } from '../trace-recorder.js'
import { ask, unauthorized } from './ask.js'
import type { Authorization, Caller } from './ask.js'
import type { Authorizer } from './authorizer.js'

/** @returns At once when the cache knows. Never rejects for anything that the function does. */
export function authorize(
  authorizer: Authorizer,
  request: RoutedRequest,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Awaitable<Authorization> {
  trace.line(`Starting authorizer: ${authorizer.id} for request: ${trace.requestId}`)
  const identity = readIdentity(authorizer.sources, request, assumptions, trace.relyOn)
  if (identity.kind === 'missing') {
    const isUncached =
      request.api.kind === 'rest' && authorizer.type === 'REQUEST' && authorizer.ttlSeconds === 0
    if (isUncached) trace.relyOn('sourcesWithoutCache')
    if (!isUncached || assumptions.sourcesWithoutCache === 'enforce') {
      return unauthorized(`identity source ${identity.source.name} missing; Lambda not invoked`)
    }
  }
  const values = identity.kind === 'complete' ? identity.values : []
  trace.line(toIdentityLine(authorizer))

  if (authorizer.validate !== undefined) {
    trace.relyOn('validationExpression')
    const result = authorizer.validate(values[0] ?? '')
    if (result === 'timeout') trace.warn('The validation expression took too long')
    if (result !== 'match') {
      return unauthorized('validation expression did not match; Lambda not invoked')
    }
  }
  const caller = { request, values }
  return authorizer.ttlSeconds === 0
    ? ask(authorizer, caller, assumptions, trace)
    : askOnce(authorizer, caller, assumptions, trace)
}

function askOnce(
  authorizer: Authorizer,
  caller: Caller,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Awaitable<Authorization> {
  const { request, values } = caller
  const { apiId, stage } = request.api
  const scope: CacheScope = { apiId, stage, authorizerId: authorizer.id }
  const hit = authorizer.cache.find(scope, values)
  if (hit !== undefined) {
    trace.cached('HIT', hit.remainingMilliseconds / 1000)
    return { kind: 'answered', output: hit.output, integrationLatency: 0 }
  }
  return askAndKeep(authorizer, caller, assumptions, trace)
}

async function askAndKeep(
  authorizer: Authorizer,
  caller: Caller,
  assumptions: Assumptions,
  trace: TraceRecorder,
): Promise<Authorization> {
  const { request, values } = caller
  const { apiId, stage } = request.api
  const scope: CacheScope = { apiId, stage, authorizerId: authorizer.id }
  const keep = authorizer.cache.begin(scope, values, authorizer.ttlSeconds)
  const answer = await ask(authorizer, caller, assumptions, trace)
  const isKept = answer.kind === 'answered'
  if (isKept) keep(answer.output)
  trace.cached('MISS', isKept ? authorizer.ttlSeconds : undefined)
  return answer
}

function toIdentityLine({ type, sources }: Authorizer): string {
  if (type === 'TOKEN') return 'Incoming identity: ***'
  return `Incoming identity: {${sources.map(({ text }) => `${text}=***`).join(', ')}}`
}
