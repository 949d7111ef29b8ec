/** The authorizer as it is deployed, in the words of infrastructure. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { AuthorizerSettings } from '@authchain/core'
import {
  array,
  boolean,
  custom,
  number,
  object,
  oneOf,
  optional,
  schema,
  string,
} from '@authchain/core/schema'
import { checkAt } from './placed.js'

/** What API Gateway was told. */
export interface Deployed {
  readonly settings: AuthorizerSettings
  /** In the API's own grammar. */
  readonly identitySources: readonly string[]
}

const variable = 'AUTHCHAIN_AUTHORIZER'

const document = schema<DeployedDocument>(
  object({
    api: optional(oneOf('rest', 'http', 'websocket')),
    type: oneOf('TOKEN', 'REQUEST'),
    header: optional(string(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, 'the name of a header')),
    ttlSeconds: number(0, 3600),
    identitySources: array(string()),
    payload: optional(oneOf('1.0', '2.0')),
    simpleResponses: optional(boolean()),
    validationExpression: optional(custom<unknown>(isText, 'text')),
  }) as never,
)

interface DeployedDocument {
  readonly api?: 'rest' | 'http' | 'websocket'
  readonly type: 'TOKEN' | 'REQUEST'
  readonly header?: string
  readonly ttlSeconds: number
  readonly identitySources: readonly string[]
  readonly payload?: '1.0' | '2.0'
  readonly simpleResponses?: boolean
  readonly validationExpression?: string
}

/** What is assumed where nothing is allowed anyway: what a REST API has when nothing is said. */
const usual: DeployedDocument = {
  type: 'TOKEN',
  ttlSeconds: 300,
  identitySources: ['method.request.header.Authorization'],
}

/**
 * Reads `AUTHCHAIN_AUTHORIZER`: `{ type, ttlSeconds, identitySources }` and, where they are not the default,
 * `api`, `header`, `payload` and `simpleResponses`. A `null` counts as missing, because Terraform writes it.
 *
 * @param isNeeded - True when a chain is to be checked against it.
 * @throws ConfigInvalidError AC1001 without it, AC1003 or AC1004 for one that is wrong.
 * @example
 * ```ts
 * parseDeployed('{"type":"REQUEST","ttlSeconds":0,"identitySources":[]}', true).settings.ttlSeconds // 0
 * ```
 */
export function parseDeployed(text: string | undefined, isNeeded: boolean): Deployed {
  if (text === undefined || text === '') {
    if (isNeeded) throw invalid('', 'expected the authorizer that is deployed, as JSON')
    return toDeployed(usual)
  }
  return toDeployed(checkAt(variable, document, withoutNulls(parseJson(text))))
}

function toDeployed(facts: DeployedDocument): Deployed {
  return { settings: toSettings(facts), identitySources: facts.identitySources }
}

function toSettings(facts: DeployedDocument): AuthorizerSettings {
  const { api = 'rest', type, ttlSeconds, payload = '2.0', simpleResponses = false } = facts
  if (!Number.isInteger(ttlSeconds)) throw invalid('.ttlSeconds', 'expected whole seconds')
  if (type === 'TOKEN' && api !== 'rest') throw invalid('.type', 'only REST APIs have TOKEN')
  if (simpleResponses && (api !== 'http' || payload !== '2.0')) {
    throw invalid('.simpleResponses', 'only HTTP APIs with payload 2.0 have them')
  }
  if (api === 'websocket') {
    if (ttlSeconds > 0) throw invalid('.ttlSeconds', 'WebSocket APIs have no authorizer cache')
    return { api }
  }
  if (api === 'http') {
    if (payload === '1.0') return { api, payload, ttlSeconds }
    return { api, payload, response: simpleResponses ? 'simple' : 'policy', ttlSeconds }
  }
  if (type === 'REQUEST') return { type, ttlSeconds }
  return { type, header: facts.header ?? findHeader(facts.identitySources), ttlSeconds }
}

const headerSource = /^method\.request\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]{1,128})$/

function findHeader([source = '', ...others]: readonly string[]): string {
  const [, header] = (others.length === 0 && headerSource.exec(source)) || []
  if (header !== undefined) return header
  throw invalid('.identitySources', 'a TOKEN authorizer has exactly one, a header')
}

/** The parser's own error quotes the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('', 'expected JSON')
  }
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null))
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function invalid(at: string, problem: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `${variable}${at}: ${problem}`)
}
