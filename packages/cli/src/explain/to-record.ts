/** Makes a record of a request that the gateway has answered. @module */
import type { RequestTrace } from '@authchain/gateway'
import type {
  CacheOrigin,
  RecordedAnswer,
  RecordedAuthorizer,
  RecordedRequest,
  RequestRecord,
} from '@authchain/inspector/record'
import { findAdvice } from './advice.js'
import { toChainSteps } from './chain-steps.js'
import { toDecisionRecord } from './decision-record.js'
import type { KeptExchange } from './kept-exchange.js'
import type { PluginNode } from './plugin-tree.js'
import { toPolicyRecord } from './policy-record.js'
import type { SeenRequest } from './policy-record.js'
import { createRedactor, toIdentityNames } from './redactor.js'
import type { Redactor } from './redactor.js'

/** What stands around a request. */
export interface RecordSurroundings {
  readonly sequence: number
  readonly origin: RequestRecord['origin']
  readonly replayOf: string | null
  readonly authorizer: RecordedAuthorizer
  readonly tree: readonly PluginNode[]
  readonly routes: readonly string[]
  readonly seen: readonly SeenRequest[]
  /** By the gateway's clock. */
  readonly nowMilliseconds: number
  /** Who filled the cache entry that was used. */
  readonly cacheOrigin: KeptOrigin | null
  /** What the backend was told; undefined when it was not asked. */
  readonly context: Readonly<Record<string, string | number | null>> | undefined
}

/** The request that filled a cache entry, for the records of those that use it. */
export interface KeptOrigin extends CacheOrigin {
  readonly code: string | null
  /** They may stand in the answer that was kept. */
  readonly credentials: readonly string[]
}

const longestBody = 2048

/**
 * Makes the record. Everything that comes from the request, from the authorizer or from the backend goes through
 * the request's own redactor.
 */
export function toRecord(
  trace: RequestTrace,
  exchange: KeptExchange,
  around: RecordSurroundings,
): RequestRecord {
  const { answer } = exchange
  const { authorizer, context } = around
  const decided = findDecision(trace)
  const origin = trace.cache === 'HIT' ? around.cacheOrigin : null
  const redactor = toRedactor(exchange, around, origin?.credentials)
  const cacheOrigin = origin === null ? null : toPlainOrigin(origin)
  const code = decided.code ?? origin?.code ?? null
  // The policy of a denial names nobody in particular: who was denied, only the chain knows.
  const principalId =
    code === null ? (trace.principalId ?? decided.principalId) : decided.principalId
  const { sourceIp } = exchange.request
  const facts = { nowMilliseconds: around.nowMilliseconds, sourceIp }
  const policy = toPolicyRecord(trace, { ...around, facts: withHeaders(facts, exchange) }, redactor)
  const text = (value: string | null): string | null => value && redactor.text(value)
  const record = {
    schemaVersion: 1 as const,
    id: trace.requestId,
    sequence: around.sequence,
    time: new Date(around.nowMilliseconds).toISOString(),
    origin: around.origin,
    replayOf: around.replayOf,
    request: toRequest(exchange, redactor),
    route: { resource: text(trace.resource), methodArn: text(trace.methodArn) },
    answer: toAnswer(answer, redactor),
    effect: trace.effect,
    reason: redactor.text(trace.reason),
    code,
    principalId: text(principalId),
    durationMilliseconds: trace.durationMilliseconds,
    authorizer: trace.resource === null || trace.reason === 'public route' ? null : authorizer,
    cache: {
      use: trace.cache,
      key: trace.cacheKey(),
      ttlSeconds: authorizer.ttlSeconds,
      secondsLeft: trace.ttlSecondsLeft,
      from: cacheOrigin,
    },
    chain: trace.event === null ? [] : toChainSteps(around.tree, trace.chain, redactor),
    decision: toDecisionRecord(
      { trace, code, principalId, policy, cacheOrigin, context },
      redactor,
    ),
    policy,
    lines: trace.lines.map((line) => redactor.text(line)),
    warnings: trace.warnings.map((warning) => redactor.text(warning)),
    assumptions: trace.assumptions,
    event: trace.event === null ? null : (redactor.json(trace.event) as RequestRecord['event']),
  }
  return { ...record, advice: findAdvice(record) }
}

/**
 * The redactor of a request. What a plugin takes a credential from may be no identity source: where callers can
 * leave it out.
 */
export function toRedactor(
  { request }: Pick<KeptExchange, 'request'>,
  { authorizer, tree }: Pick<RecordSurroundings, 'authorizer' | 'tree'>,
  more?: readonly string[],
): Redactor {
  const names = [
    ...toIdentityNames(authorizer.identitySources),
    ...tree.flatMap(({ credentialNames }) => credentialNames),
  ]
  return createRedactor(request, names, more)
}

/** What the chain itself said, whatever the gateway made of it. */
export function findDecision({ chain }: Pick<RequestTrace, 'chain'>): {
  readonly code: string | null
  readonly principalId: string | null
} {
  const event = chain.findLast(({ name }) => name === 'decision')
  const { code, principalId } = (event?.fields['decision'] ?? {}) as Readonly<
    Record<string, unknown>
  >
  return {
    code: typeof code === 'string' ? code : null,
    principalId: typeof principalId === 'string' ? principalId : null,
  }
}

function toRequest({ request, requestBytes }: KeptExchange, redactor: Redactor): RecordedRequest {
  const [path = '', ...query] = request.target.split('?')
  return {
    method: redactor.text(request.method),
    path: redactor.text(path),
    query: [...new URLSearchParams(query.join('?'))].map(([name, value]) =>
      redactor.value(name, value),
    ),
    headers: request.headers.map(([name, value]) => redactor.value(name, value)),
    sourceIp: request.sourceIp,
    bodyBytes: requestBytes,
  }
}

function toAnswer(
  { status, headers, body, bodyBytes }: KeptExchange['answer'],
  redactor: Redactor,
): RecordedAnswer {
  return {
    status,
    from: body === null ? 'backend' : 'gateway',
    headers: headers.map(([name, value]) =>
      // It is API Gateway's own, and its name only looks like a key's.
      name.toLowerCase() === 'x-amz-apigw-id'
        ? { name, value: redactor.text(value), isRedacted: false }
        : redactor.value(name, value),
    ),
    bodyBytes,
    body: body === null ? null : redactor.text(body).slice(0, longestBody),
  }
}

function withHeaders<T extends object>(
  facts: T,
  { request }: KeptExchange,
): T & { readonly userAgent: string | undefined; readonly referer: string | undefined } {
  const find = (wanted: string): string | undefined =>
    request.headers.findLast(([name]) => name.toLowerCase() === wanted)?.[1]
  return { ...facts, userAgent: find('user-agent'), referer: find('referer') }
}

function toPlainOrigin({ id, method, path, time }: CacheOrigin): CacheOrigin {
  return { id, method, path, time }
}
