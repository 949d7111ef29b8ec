/** The API that asks, in full. @module */
import { ConfigInvalidError } from '../errors.js'
import type { AuthorizerSettings } from './config.js'

/** {@link AuthorizerSettings} with every default filled in; one shape for all APIs. */
export interface AuthorizerShape {
  readonly api: 'rest' | 'http' | 'websocket'
  readonly type: 'TOKEN' | 'REQUEST'
  /** Of HTTP API events; null elsewhere. */
  readonly payload: '1.0' | '2.0' | null
  /** HTTP API 2.0 with `enableSimpleResponses`. */
  readonly simpleResponses: boolean
  /** The header of a TOKEN authorizer, else `Authorization`. */
  readonly header: string
  /** As written; undefined when left out. */
  readonly ttlSeconds: number | undefined
  readonly validationExpression: string | null
}

/** HTTP APIs end an authorizer after 10 s. */
export const longestHttpDeadlineMilliseconds = 9500

/** Fills in the defaults: a REST API with a REQUEST authorizer, and for HTTP APIs payload 2.0 with a policy. */
export function toAuthorizerShape(
  settings: AuthorizerSettings = { type: 'REQUEST' },
): AuthorizerShape {
  const { api = 'rest' } = settings
  const isToken = 'type' in settings && settings.type === 'TOKEN'
  const payload = 'payload' in settings ? (settings.payload ?? '2.0') : '2.0'
  return {
    api,
    type: isToken ? 'TOKEN' : 'REQUEST',
    payload: api === 'http' ? payload : null,
    simpleResponses: 'response' in settings && settings.response === 'simple',
    header: (isToken ? settings.header : undefined) ?? 'Authorization',
    ttlSeconds: 'ttlSeconds' in settings ? settings.ttlSeconds : undefined,
    validationExpression: (isToken ? settings.validationExpression : undefined) ?? null,
  }
}

const keys = {
  TOKEN: ['api', 'type', 'ttlSeconds', 'header', 'validationExpression'],
  REQUEST: ['api', 'type', 'ttlSeconds'],
  '2.0': ['api', 'payload', 'response', 'ttlSeconds'],
  '1.0': ['api', 'payload', 'ttlSeconds'],
  websocket: ['api'],
} as const

/**
 * Checks `authorizer` for users whose editor does not.
 *
 * @throws {@link ConfigInvalidError} AC1001 or AC1004.
 */
export function checkAuthorizer(authorizer: unknown): void {
  if (authorizer === undefined) return
  if (typeof authorizer !== 'object' || authorizer === null || Array.isArray(authorizer)) {
    throw invalid('', 'expected an object')
  }
  const settings = authorizer as Readonly<Record<string, unknown>>
  refuseUnknown(settings, keysOf(settings))
  const { ttlSeconds, header, validationExpression } = settings
  const isTtl =
    Number.isInteger(ttlSeconds) && Number(ttlSeconds) >= 0 && Number(ttlSeconds) <= 3600
  if (ttlSeconds !== undefined && !isTtl) {
    throw invalid('.ttlSeconds', 'expected whole seconds from 0 to 3600')
  }
  const isHeader = typeof header === 'string' && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header)
  if (header !== undefined && !isHeader) throw invalid('.header', 'expected the name of a header')
  if (validationExpression !== undefined && !isExpression(validationExpression)) {
    throw invalid('.validationExpression', 'expected a regular expression as text')
  }
}

function keysOf(settings: Readonly<Record<string, unknown>>): readonly string[] {
  const { api = 'rest', type, payload = '2.0', response } = settings
  if (api === 'websocket') return keys.websocket
  if (api === 'rest') {
    if (type === 'TOKEN' || type === 'REQUEST') return keys[type]
    throw invalid('.type', "expected 'TOKEN' or 'REQUEST'")
  }
  if (api !== 'http') throw invalid('.api', "expected 'rest', 'http' or 'websocket'")
  if (payload !== '1.0' && payload !== '2.0') throw invalid('.payload', "expected '1.0' or '2.0'")
  if (response !== undefined && response !== 'simple' && response !== 'policy') {
    throw invalid('.response', "expected 'simple' or 'policy'")
  }
  return keys[payload]
}

function refuseUnknown(settings: object, known: readonly string[]): void {
  for (const key of Object.keys(settings)) {
    if (known.includes(key)) continue
    throw new ConfigInvalidError(
      'AC1004',
      `plugins.config: authorizer.${key}: Unrecognized key: ${JSON.stringify(key)}`,
    )
  }
}

function isExpression(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  try {
    return new RegExp(value) instanceof RegExp
  } catch {
    return false
  }
}

function invalid(at: string, problem: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `plugins.config: authorizer${at}: ${problem}`)
}
