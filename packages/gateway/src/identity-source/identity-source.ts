/** Where API Gateway reads what a caller is known by, in the grammar of REST APIs. @module */
import { ConfigInvalidError } from '@authchain/core'

/** One identity source. */
export interface IdentitySource {
  readonly kind: 'header' | 'query' | 'stage-variable' | 'context'
  readonly name: string
  /** As written, for the trace. */
  readonly text: string
}

const prefixes: readonly (readonly [string, IdentitySource['kind']])[] = [
  ['method.request.header.', 'header'],
  ['method.request.querystring.', 'query'],
  ['stageVariables.', 'stage-variable'],
  ['context.', 'context'],
]
const nameForm = /^[a-zA-Z0-9._-]+$/

/**
 * Reads identity sources. One text may hold several, separated by commas.
 *
 * @throws ConfigInvalidError AC1001 for anything else, `method.request.path.*` included: API Gateway
 * does not take path parameters.
 * @example
 * ```ts
 * parseIdentitySources(['method.request.header.Authorization', 'context.httpMethod'])
 * ```
 */
export function parseIdentitySources(texts: readonly string[]): readonly IdentitySource[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(parseIdentitySource)
}

function parseIdentitySource(text: string): IdentitySource {
  for (const [prefix, kind] of prefixes) {
    const name = text.slice(prefix.length)
    if (text.startsWith(prefix) && nameForm.test(name)) return { kind, name, text }
  }
  throw new ConfigInvalidError(
    'AC1001',
    `createGateway: identity source "${text}" is not valid: use method.request.header.X, ` +
      'method.request.querystring.X, stageVariables.X or context.X',
  )
}
