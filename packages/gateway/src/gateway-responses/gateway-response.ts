/** Gateway responses: how an API answers where no backend is asked, and how a user changes that. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { HeaderPair } from '../events/gateway-request.js'
import type { GatewayResponseType, ResponseKind } from './response-type.js'
import { renderTemplate, resolveVariable } from './template.js'
import type { TemplateFacts } from './template.js'

/** A change to one type, as `PutGatewayResponse` takes it. */
export interface GatewayResponse {
  readonly statusCode?: number | string
  /** `gatewayresponse.header.X` to `'literal'`, `method.request.header.X` or `context.authorizer.x`. */
  readonly responseParameters?: Readonly<Record<string, string>>
  /** Content type to template. `$context.*` and `$stageVariables.*` are replaced and not escaped. */
  readonly responseTemplates?: Readonly<Record<string, string>>
}

/** Changes by type. The specific type goes before `DEFAULT_4XX` and `DEFAULT_5XX`, and those before the built-in. */
export type GatewayResponses = {
  readonly [Type in GatewayResponseType | 'DEFAULT_4XX' | 'DEFAULT_5XX']?: GatewayResponse
}

/** An answer that is ready to be sent. */
export interface Answer {
  readonly status: number
  readonly headers: readonly HeaderPair[]
  readonly body: string | Uint8Array
}

/**
 * Refuses changes that could not be sent.
 *
 * @throws ConfigInvalidError AC1001 for a status that is none or a header name that is none.
 */
export function checkGatewayResponses(changes: GatewayResponses): void {
  for (const [type, { statusCode = 200, responseParameters = {} }] of Object.entries(changes)) {
    const status = Number(statusCode)
    const isStatus = Number.isInteger(status) && status >= 200 && status < 600
    if (isStatus && Object.keys(responseParameters).every(isParameter)) continue
    throw new ConfigInvalidError(
      'AC1001',
      `createGateway: gatewayResponses.${type}: a status is 200 to 599, and a parameter is gatewayresponse.header.Name`,
    )
  }
}

function isParameter(name: string): boolean {
  return /^gatewayresponse\.header\.[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)
}

/** A built-in template differs from type to type in one letter: only ACCESS_DENIED says `Message`. */
const builtInTemplates: Readonly<Record<string, string>> = {
  ACCESS_DENIED: '{"Message":$context.error.messageString}',
}
const builtInTemplate = '{"message":$context.error.messageString}'
const headerPrefix = 'gatewayresponse.header.'

/**
 * Renders one answer.
 *
 * @param facts - What templates and parameters may refer to.
 */
export function renderGatewayResponse(
  kind: ResponseKind,
  changes: GatewayResponses,
  facts: TemplateFacts,
): Answer {
  const specific = changes[kind.type] ?? {}
  const general = changes[kind.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'] ?? {}
  const templates = specific.responseTemplates ?? general.responseTemplates ?? {}
  const contentType = pickContentType(templates)
  const template = templates[contentType] ?? builtInTemplates[kind.type] ?? builtInTemplate
  const parameters = specific.responseParameters ?? general.responseParameters ?? {}
  const withError = { ...facts, error: kind }
  return {
    status: Number(specific.statusCode ?? general.statusCode ?? kind.status),
    headers: [
      ['Content-Type', contentType],
      ['x-amzn-ErrorType', kind.errorType],
      ...toHeaders(parameters, withError),
    ],
    body: renderTemplate(template, withError),
  }
}

function pickContentType(templates: Readonly<Record<string, string>>): string {
  const json = 'application/json'
  return Object.hasOwn(templates, json) ? json : (Object.keys(templates)[0] ?? json)
}

function toHeaders(
  parameters: Readonly<Record<string, string>>,
  facts: TemplateFacts,
): readonly HeaderPair[] {
  return Object.entries(parameters).flatMap(([name, expression]): readonly HeaderPair[] => {
    const isLiteral = expression.length >= 2 && expression.startsWith("'")
    const value = isLiteral ? expression.slice(1, -1) : resolveVariable(expression, facts)
    // A value from a claim must not be able to end the header that carries it.
    return value === undefined || /[^\t\x20-\x7e]/.test(value)
      ? []
      : [[name.slice(headerPrefix.length), value]]
  })
}
