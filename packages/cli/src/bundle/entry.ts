/** The module that Lambda starts. @module */
import type { CachePlan, EnvironmentFacts } from '@authchain/core/manifest'

/** What the entry of one configuration holds. */
export interface EntryFacts {
  /** Of the configuration, relative to where the entry is resolved. */
  readonly specifier: string
  readonly cachePlan: CachePlan
  /** Of the configuration as it was checked. */
  readonly fingerprint: string
  /** What the configuration read of the environment. */
  readonly environment: EnvironmentFacts
}

/**
 * Writes the entry module: it evaluates the configuration, makes the handler for the one kind of event that
 * it answers and sets it up in the init phase, whose time is not a request's. Set-up that fails or takes
 * longer than 5 s is taken up by the first request.
 */
export function toEntrySource(facts: EntryFacts): string {
  const { specifier, cachePlan, fingerprint, environment } = facts
  const [adapter, expression] = toAdapter(cachePlan)
  const isTold = Object.keys(environment).length > 0
  const names = ['createBuiltHandler', adapter, ...(isTold ? ['checkEnvironment'] : [])]
  return [
    `import config from ${JSON.stringify(specifier)}`,
    `import { ${names.join(', ')} } from '@authchain/core/built'`,
    ...(isTold ? [`checkEnvironment(${JSON.stringify(environment)})`] : []),
    `const tracer = globalThis[Symbol.for('authchain.tracer')]`,
    `const scope = ${JSON.stringify(cachePlan.scope)}`,
    `const built = { adapter: ${expression}, scope, fingerprint: ${JSON.stringify(fingerprint)} }`,
    `export const handler = createBuiltHandler(config, built, tracer && { tracer })`,
    `await handler.warmUp()`,
    '',
  ].join('\n')
}

function toAdapter({ api, type, payload, simpleResponses, header }: CachePlan): [string, string] {
  if (api === 'websocket') return ['websocket', 'websocket']
  if (api === 'http' && payload === '1.0') return ['httpV1', 'httpV1']
  if (api === 'http') return ['httpV2', `httpV2(${String(simpleResponses)})`]
  return type === 'TOKEN'
    ? ['restToken', `restToken(${JSON.stringify(header)})`]
    : ['restRequest', 'restRequest']
}
