/** What API Gateway must know so that a cached answer is the right one. @module */
import type { AuthchainConfig } from '../config/config.js'
import type { RequestInput } from '../contract/context.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { dependsOnRoute, mergeSequence, toCanonicalInput } from '../contract/requirements.js'
import { ConfigInvalidError } from '../errors.js'
import { toIdentitySource } from './identity-source.js'

/** How the authorizer is deployed. Derived from the config; IaC and the local gateway read it. */
export interface CachePlan {
  readonly api: 'rest'
  readonly type: 'TOKEN' | 'REQUEST'
  /** The header of a TOKEN authorizer; `Authorization` for REQUEST. */
  readonly header: string
  /** In the API's own grammar: `method.request.header.Authorization`. All are demanded, and together they are the cache key. */
  readonly identitySources: readonly string[]
  /** 0 to 3600. The config's, or 300 where that is sound, else 0. */
  readonly ttlSeconds: number
  readonly validationExpression: string | null
  /** What an Allow opens. */
  readonly scope: 'stage' | 'request'
}

/** API Gateway's own default for REST APIs. */
const usualTtlSeconds = 300

/**
 * Works out identity sources and TTL, and refuses what would be answered wrongly from the cache.
 *
 * API Gateway caches the answer under the values of all identity sources, for every method and path. So an
 * answer may be cached only when the identity sources are exactly the inputs it depends on, and every one
 * of them is an input whose absence ends in 401 anyway (all sources are demanded).
 *
 * @throws {@link ConfigInvalidError} AC1009 for a TTL that is unsound, AC1010 for an input that a TOKEN event
 *   does not have, each with the plugin, the input and the ways out.
 * @example
 * ```ts
 * toCachePlan({ plugins: [jwt(options)] }).identitySources // ['method.request.header.Authorization']
 * ```
 */
export function toCachePlan(config: Pick<AuthchainConfig, 'authorizer' | 'plugins'>): CachePlan {
  const authorizer = restSettings(config.authorizer)
  const { credentials, inputs, volatile } = mergeSequence(config.plugins)
  const isToken = authorizer.type === 'TOKEN'
  const header = (isToken ? authorizer.header : undefined) ?? 'Authorization'
  if (isToken) checkTokenInputs(config.plugins, header)
  const depends = [...credentials, ...inputs]
  const problem = findProblem(config.plugins, { credentials, inputs, volatile })
  const { ttlSeconds = problem === undefined ? usualTtlSeconds : 0 } = authorizer
  if (ttlSeconds > 0 && problem !== undefined) throw unsound(problem)
  return Object.freeze({
    api: 'rest',
    type: authorizer.type,
    header,
    identitySources: isToken
      ? [`method.request.header.${header}`]
      : [...new Set(credentials.map((input) => toIdentitySource(input)).filter(isPresent))],
    ttlSeconds,
    validationExpression: (isToken ? authorizer.validationExpression : undefined) ?? null,
    scope: dependsOnRoute({ ...mergeSequence([]), inputs: depends }) ? 'request' : 'stage',
  })
}

type RestSettings = Extract<
  NonNullable<AuthchainConfig['authorizer']>,
  { readonly type: 'TOKEN' | 'REQUEST' }
>

function restSettings(authorizer: AuthchainConfig['authorizer']): RestSettings {
  if (authorizer === undefined) return { type: 'REQUEST' }
  if ('type' in authorizer) return authorizer
  throw new ConfigInvalidError(
    'AC1011',
    `plugins.config: authorizer.api: '${authorizer.api}' is not available in this version; use 'rest'`,
  )
}

/** A TOKEN event has one header, the method and the path; and API Gateway demands that header. */
function checkTokenInputs(plugins: readonly AnyPlugin[], header: string): void {
  const { credentials, inputs } = mergeSequence(plugins)
  const own = toCanonicalInput(`header:${header}`)
  const available: ReadonlySet<RequestInput> = new Set(['token', own, 'method', 'path'])
  for (const input of [...credentials, ...inputs]) {
    if (available.has(input)) continue
    throw new ConfigInvalidError(
      'AC1010',
      `plugins.config: authorizer.type: a TOKEN event does not carry ${input}, which ` +
        `${readerOf(plugins, input)} reads. Use { type: 'REQUEST' }, or do not read it`,
    )
  }
  if (credentials.some((input) => input === 'token' || input === own)) return
  throw new ConfigInvalidError(
    'AC1010',
    `plugins.config: authorizer.type: a TOKEN authorizer demands the ${header} header of every caller, ` +
      "but the plugins let callers pass without it. Use { type: 'REQUEST' }",
  )
}

function findProblem(
  plugins: readonly AnyPlugin[],
  facts: Pick<ReturnType<typeof mergeSequence>, 'credentials' | 'inputs' | 'volatile'>,
): string | undefined {
  const { credentials, inputs, volatile } = facts
  if (volatile) return 'a plugin answers equal requests differently (it is volatile)'
  const [input] = inputs
  if (input !== undefined) {
    return (
      `the answer depends on ${input}, which ${readerOf(plugins, input)} reads and which callers ` +
      'may leave out or change under one cache key'
    )
  }
  if (credentials.length === 0)
    return 'no credential is demanded, so there is nothing to cache under'
  const unavailable = credentials.find((item) => toIdentitySource(item) === undefined)
  return unavailable && `${unavailable} cannot be an identity source`
}

function unsound(problem: string): ConfigInvalidError {
  return new ConfigInvalidError(
    'AC1009',
    `plugins.config: authorizer.ttlSeconds: must be 0, because ${problem}. ` +
      'Set ttlSeconds: 0, or let every plugin read one credential that all callers send ' +
      "(apiKey({ from: 'bearer' }) reads keys from the header that tokens use)",
  )
}

/** Which plugin of the list reads an input; for messages. */
function readerOf(plugins: readonly AnyPlugin[], input: RequestInput): string {
  const reader = plugins.find((plugin) => {
    const { credentials, inputs } = mergeSequence([plugin])
    return credentials.includes(input) || inputs.includes(input)
  })
  return reader?.name ?? 'a plugin'
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined
}
