/** From a configuration and what is deployed to a handler. @module */
import { ConfigInvalidError, createHandler } from '@authchain/core'
import type { AuthchainConfig, AuthorizerHandler, AuthorizerSettings } from '@authchain/core'
import { toCachePlan } from '@authchain/core/manifest'
import type { CachePlan } from '@authchain/core/manifest'
import type { Deployed } from './deployed.js'

/**
 * Makes the handler of a configuration, after what is deployed has been found to be what it needs.
 *
 * With a TTL the identity sources are the cache key, so they must be exactly the credentials that the chain
 * demands. Without one, a source more would answer 401 to callers whom the chain may let in; a source less
 * does no harm.
 *
 * @throws ConfigInvalidError AC4001 when they differ, and every code of core for a chain that cannot run.
 * @example
 * ```ts
 * const handler = toCheckedHandler(config, parseDeployed(process.env.AUTHCHAIN_AUTHORIZER, true))
 * ```
 */
export function toCheckedHandler(config: AuthchainConfig, deployed: Deployed): AuthorizerHandler {
  const { settings } = deployed
  if (config.authorizer !== undefined) {
    createHandler(config)
    checkSettings(config.authorizer, settings)
  }
  const whole = { ...config, authorizer: settings }
  const handler = createHandler(whole)
  checkIdentitySources(toCachePlan(whole), deployed.identitySources)
  return handler
}

/** The same, warmed up: for the init phase. */
export async function serve(
  config: AuthchainConfig,
  deployed: Deployed,
): Promise<AuthorizerHandler> {
  const handler = toCheckedHandler(config, deployed)
  await handler.warmUp()
  return handler
}

/** A configuration that says what it is for has to be for what is deployed. A TTL left out is any. */
function checkSettings(own: AuthorizerSettings, deployed: AuthorizerSettings): void {
  const ttlSeconds = 'ttlSeconds' in own ? own.ttlSeconds : undefined
  const isTtl = ttlSeconds === undefined || ttlSeconds === toTtl(deployed)
  if (toShape(own) === toShape(deployed) && isTtl) return
  throw mismatch('plugins.config: authorizer: it is not the authorizer that is deployed')
}

function toTtl(settings: AuthorizerSettings): number | undefined {
  return 'ttlSeconds' in settings ? settings.ttlSeconds : undefined
}

function toShape(settings: AuthorizerSettings): string {
  if (settings.api === 'websocket') return 'websocket'
  if (settings.api !== 'http') {
    if (settings.type !== 'TOKEN') return settings.type
    return `${settings.type} ${(settings.header ?? 'Authorization').toLowerCase()}`
  }
  if (settings.payload === '1.0') return 'http 1.0'
  return `http 2.0 ${settings.response ?? 'policy'}`
}

function checkIdentitySources(plan: CachePlan, deployed: readonly string[]): void {
  const needed = new Set(plan.identitySources.map(toComparable))
  const actual = new Set(deployed.map(toComparable))
  const isWithin = [...actual].every((source) => needed.has(source))
  if (isWithin && (plan.ttlSeconds === 0 || actual.size === needed.size)) return
  const sources = plan.identitySources.join(', ')
  throw mismatch(
    'AUTHCHAIN_AUTHORIZER.identitySources: the chain needs ' +
      (sources === '' ? 'none, because callers may leave each of them out' : sources) +
      (plan.ttlSeconds === 0 ? '; without a TTL, fewer will do' : ''),
  )
}

/** Names of headers are the same in any case, those of query parameters are not. */
function toComparable(source: string): string {
  return source.includes('.header.') ? source.toLowerCase() : source
}

function mismatch(message: string): ConfigInvalidError {
  return new ConfigInvalidError('AC4001', message)
}
