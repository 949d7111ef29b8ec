/** Where API Gateway reads what a caller is known by, in the grammar of each kind of API. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { ApiKind } from '../events/api.js'

/** One identity source. */
export interface IdentitySource {
  readonly kind: 'header' | 'query' | 'stage-variable' | 'context'
  readonly name: string
  /** As written, for the trace. */
  readonly text: string
}

type Grammar = readonly (readonly [string, IdentitySource['kind']])[]

const grammars: Readonly<Record<ApiKind, Grammar>> = {
  rest: [
    ['method.request.header.', 'header'],
    ['method.request.querystring.', 'query'],
    ['stageVariables.', 'stage-variable'],
    ['context.', 'context'],
  ],
  http: [
    ['$request.header.', 'header'],
    ['$request.querystring.', 'query'],
    ['$stageVariables.', 'stage-variable'],
    ['$context.', 'context'],
  ],
  websocket: [
    ['route.request.header.', 'header'],
    ['route.request.querystring.', 'query'],
    ['stageVariables.', 'stage-variable'],
    ['context.', 'context'],
  ],
}
const nameForm = /^[a-zA-Z0-9._-]+$/

/**
 * Reads identity sources. One text may hold several, separated by commas.
 *
 * @throws ConfigInvalidError AC1001 for anything else, `method.request.path.*` included: API Gateway
 * does not take path parameters.
 * @example
 * ```ts
 * parseIdentitySources(['method.request.header.Authorization', 'context.httpMethod'])
 * parseIdentitySources(['$request.header.Authorization', '$context.routeKey'], 'http')
 * ```
 */
export function parseIdentitySources(
  texts: readonly string[],
  api: ApiKind = 'rest',
): readonly IdentitySource[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => parseIdentitySource(text, grammars[api]))
}

function parseIdentitySource(text: string, grammar: Grammar): IdentitySource {
  for (const [prefix, kind] of grammar) {
    const name = text.slice(prefix.length)
    if (text.startsWith(prefix) && nameForm.test(name)) return { kind, name, text }
  }
  const forms = grammar.map(([prefix]) => `${prefix}X`)
  throw new ConfigInvalidError(
    'AC1001',
    `createGateway: identity source "${text}" is not valid: use ${forms.slice(0, -1).join(', ')} ` +
      `or ${forms.at(-1)}`,
  )
}
