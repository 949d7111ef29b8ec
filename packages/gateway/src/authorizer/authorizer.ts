/** How an authorizer is set up on the API, checked. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { Assumptions } from '../assumptions.js'
import type { AuthorizerCache } from '../authorizer-cache/authorizer-cache.js'
import type { ApiKind } from '../events/api.js'
import { parseIdentitySources } from '../identity-source/identity-source.js'
import type { IdentitySource } from '../identity-source/identity-source.js'
import { createValidation } from '../identity-source/validation-expression.js'
import type { ValidationResult } from '../identity-source/validation-expression.js'
import type { AuthorizerFunction } from './invoke.js'

/** An authorizer as `CreateAuthorizer` takes it, and the kind of its API. */
export interface GatewayAuthorizer {
  /** Default `rest`. */
  readonly api?: ApiKind
  /** HTTP and WebSocket APIs have REQUEST authorizers only. */
  readonly type: 'TOKEN' | 'REQUEST'
  /**
   * In the API's grammar. REST: `method.request.header.Authorization`, `method.request.querystring.x`,
   * `stageVariables.x`, `context.x`; HTTP: `$request.header.Authorization`, `$context.routeKey`; WebSocket:
   * `route.request.header.Authorization`. TOKEN takes exactly one header; all of them have to be present.
   */
  readonly identitySources: readonly string[]
  /** 0 to 3600; 0 is no cache, and WebSocket APIs have none. */
  readonly ttlSeconds: number
  /** HTTP APIs only: the event's format; default `2.0`. */
  readonly payload?: '1.0' | '2.0' | null
  /** HTTP APIs with payload 2.0 only: the answer is `{ isAuthorized }` and no policy. Default false. */
  readonly simpleResponses?: boolean
  /** TOKEN only: a regular expression for the header. */
  readonly validationExpression?: string | null
  /** How long API Gateway waits for the function; at most (and by default) 29 000, on HTTP APIs 10 000. */
  readonly timeoutMilliseconds?: number
}

/** An authorizer that can be asked. */
export interface Authorizer {
  readonly id: string
  readonly type: 'TOKEN' | 'REQUEST'
  readonly payload: '1.0' | '2.0' | null
  readonly simpleResponses: boolean
  readonly sources: readonly IdentitySource[]
  readonly ttlSeconds: number
  readonly timeoutMilliseconds: number
  readonly validate: ((value: string) => ValidationResult) | undefined
  readonly call: AuthorizerFunction
  readonly cache: AuthorizerCache
}

/** What the settings are joined with. */
export interface AuthorizerParts {
  readonly id: string
  readonly call: AuthorizerFunction
  readonly cache: AuthorizerCache
  readonly assumptions: Assumptions
}

const longestTtlSeconds = 3600
const longestTimeoutMilliseconds: Readonly<Record<ApiKind, number>> = {
  rest: 29_000,
  http: 10_000,
  websocket: 29_000,
}

/**
 * Checks an authorizer as deploying it would.
 *
 * @throws ConfigInvalidError AC1001 naming the setting.
 */
export function createAuthorizer(settings: GatewayAuthorizer, parts: AuthorizerParts): Authorizer {
  const { api = 'rest', type, ttlSeconds } = settings
  checkKind(settings, api)
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 0 || ttlSeconds > longestTtlSeconds) {
    throw invalid('ttlSeconds is a whole number from 0 to 3600')
  }
  const sources = parseIdentitySources(settings.identitySources, api)
  if (type === 'TOKEN' && (sources.length !== 1 || sources[0]?.kind !== 'header')) {
    throw invalid('a TOKEN authorizer has exactly one identity source, a header')
  }
  if (api === 'rest' && type === 'REQUEST' && ttlSeconds > 0 && sources.length === 0) {
    throw invalid('a REQUEST authorizer with a TTL needs an identity source')
  }
  const expression = settings.validationExpression ?? undefined
  if (type === 'REQUEST' && expression !== undefined) {
    throw invalid('validationExpression is for TOKEN authorizers only')
  }
  const longest = longestTimeoutMilliseconds[api]
  const timeoutMilliseconds = settings.timeoutMilliseconds ?? longest
  if (!(timeoutMilliseconds > 0)) throw invalid('timeoutMilliseconds is greater than 0')
  return {
    id: parts.id,
    type,
    payload: api === 'http' ? (settings.payload ?? '2.0') : null,
    simpleResponses: settings.simpleResponses ?? false,
    sources,
    // An HTTP API without identity sources has nothing to cache under and asks every time.
    ttlSeconds: sources.length === 0 ? 0 : ttlSeconds,
    timeoutMilliseconds: Math.min(timeoutMilliseconds, longest),
    validate:
      expression === undefined
        ? undefined
        : createValidation(expression, parts.assumptions.validationExpression),
    call: parts.call,
    cache: parts.cache,
  }
}

function checkKind(settings: GatewayAuthorizer, api: ApiKind): void {
  const { type, payload = null, simpleResponses = false, ttlSeconds } = settings
  if (!Object.hasOwn(longestTimeoutMilliseconds, api)) {
    throw invalid('api is rest, http or websocket')
  }
  if (type !== 'TOKEN' && type !== 'REQUEST') throw invalid('type is TOKEN or REQUEST')
  if (api !== 'rest' && type === 'TOKEN') throw invalid('TOKEN authorizers are for REST APIs only')
  if (payload !== null && payload !== '1.0' && payload !== '2.0') {
    throw invalid('payload is 1.0 or 2.0')
  }
  if (api !== 'http' && (payload !== null || simpleResponses)) {
    throw invalid('payload and simpleResponses are for HTTP APIs only')
  }
  if (simpleResponses && payload === '1.0') throw invalid('simple responses need payload 2.0')
  if (api === 'websocket' && ttlSeconds !== 0) {
    throw invalid('WebSocket APIs have no authorizer cache: ttlSeconds is 0')
  }
}

function invalid(what: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `createGateway: authorizer: ${what}`)
}
