/** How an authorizer is set up on the API, checked. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { Assumptions } from '../assumptions.js'
import type { AuthorizerCache } from '../authorizer-cache/authorizer-cache.js'
import { parseIdentitySources } from '../identity-source/identity-source.js'
import type { IdentitySource } from '../identity-source/identity-source.js'
import { createValidation } from '../identity-source/validation-expression.js'
import type { ValidationResult } from '../identity-source/validation-expression.js'
import type { AuthorizerFunction } from './invoke.js'

/** An authorizer as `CreateAuthorizer` takes it. */
export interface GatewayAuthorizer {
  readonly type: 'TOKEN' | 'REQUEST'
  /**
   * In the API's grammar: `method.request.header.Authorization`, `method.request.querystring.x`,
   * `stageVariables.x`, `context.x`. TOKEN takes exactly one header; all of them have to be present.
   */
  readonly identitySources: readonly string[]
  /** 0 to 3600; 0 is no cache. */
  readonly ttlSeconds: number
  /** TOKEN only: a regular expression for the header. */
  readonly validationExpression?: string | null
  /** How long API Gateway waits for the function; at most (and by default) 29 000. */
  readonly timeoutMilliseconds?: number
}

/** An authorizer that can be asked. */
export interface Authorizer {
  readonly id: string
  readonly type: 'TOKEN' | 'REQUEST'
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
const longestTimeoutMilliseconds = 29_000

/**
 * Checks an authorizer as deploying it would.
 *
 * @throws ConfigInvalidError AC1001 naming the setting.
 */
export function createAuthorizer(settings: GatewayAuthorizer, parts: AuthorizerParts): Authorizer {
  const { type, ttlSeconds } = settings
  if (type !== 'TOKEN' && type !== 'REQUEST') throw invalid('type is TOKEN or REQUEST')
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 0 || ttlSeconds > longestTtlSeconds) {
    throw invalid('ttlSeconds is a whole number from 0 to 3600')
  }
  const sources = parseIdentitySources(settings.identitySources)
  if (type === 'TOKEN' && (sources.length !== 1 || sources[0]?.kind !== 'header')) {
    throw invalid('a TOKEN authorizer has exactly one identity source, a header')
  }
  if (type === 'REQUEST' && ttlSeconds > 0 && sources.length === 0) {
    throw invalid('a REQUEST authorizer with a TTL needs an identity source')
  }
  const expression = settings.validationExpression ?? undefined
  if (type === 'REQUEST' && expression !== undefined) {
    throw invalid('validationExpression is for TOKEN authorizers only')
  }
  const timeoutMilliseconds = settings.timeoutMilliseconds ?? longestTimeoutMilliseconds
  if (!(timeoutMilliseconds > 0)) throw invalid('timeoutMilliseconds is greater than 0')
  return {
    id: parts.id,
    type,
    sources,
    ttlSeconds,
    timeoutMilliseconds: Math.min(timeoutMilliseconds, longestTimeoutMilliseconds),
    validate:
      expression === undefined
        ? undefined
        : createValidation(expression, parts.assumptions.validationExpression),
    call: parts.call,
    cache: parts.cache,
  }
}

function invalid(what: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `createGateway: authorizer: ${what}`)
}
