/** What must hold of a configuration before anything runs. @module */
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { ConfigInvalidError } from '../errors.js'
import type { CoreFaultCode } from '../faults.js'
import { checkAuthorizer, longestHttpDeadlineMilliseconds } from './authorizer-settings.js'
import { checkOrder } from './check-order.js'
import { checkResponses } from './check-responses.js'

const knownKeys: ReadonlySet<string> = new Set([
  'authorizer',
  'plugins',
  'routes',
  'defaultRule',
  'routesFrom',
  'context',
  'onUnauthenticated',
  'responses',
  'deadlineMilliseconds',
  'expiryCondition',
  'logging',
])

/** Longer than any authorizer may run behind a REST API. */
const longestDeadlineMilliseconds = 29_000

/**
 * Checks everything that the types promise, for JavaScript users and for values that types cannot see.
 *
 * @throws {@link ConfigInvalidError} for the first fault found.
 */
export function checkConfig(config: unknown): asserts config is { plugins: readonly AnyPlugin[] } {
  if (!isRecord(config))
    throw invalid('AC1001', 'plugins.config: it exports no configuration object')
  for (const key of Object.keys(config)) {
    if (!knownKeys.has(key)) {
      throw invalid('AC1004', `plugins.config: ${key}: Unrecognized key: ${JSON.stringify(key)}`)
    }
  }
  checkPlugins(config['plugins'])
  refuseRoutes(config)
  checkAuthorizer(config['authorizer'])
  checkResponses(config['responses'], isRestApi(config))
  checkScalars(config)
  checkOrder(config['plugins'] as readonly AnyPlugin[])
}

function checkPlugins(plugins: unknown): void {
  if (!Array.isArray(plugins) || plugins.length === 0) {
    throw invalid('AC1001', 'plugins.config: plugins: expected a list of at least one plugin')
  }
  for (const [index, plugin] of plugins.entries()) {
    if (findStructure(plugin) !== undefined) continue
    const hint =
      typeof plugin === 'function'
        ? `is a function; call it: ${plugin.name === '' ? 'myPlugin' : plugin.name}()`
        : 'is not a plugin; plugins come from factories and combinators'
    throw invalid('AC1005', `plugins.config: plugins[${index}]: ${hint}`)
  }
}

function refuseRoutes(config: Record<string, unknown>): void {
  for (const key of ['routes', 'defaultRule', 'routesFrom']) {
    if (config[key] === undefined) continue
    throw invalid(
      'AC1008',
      `plugins.config: ${key}: the route table is not available in this version. Rules that hold for every ` +
        "route go into plugins: requireScope('orders:read')",
    )
  }
}

function checkScalars(config: Record<string, unknown>): void {
  const { context, onUnauthenticated, deadlineMilliseconds, logging, expiryCondition } = config
  if (context !== undefined && typeof context !== 'function') {
    throw invalid('AC1001', 'plugins.config: context: expected a function of the identity')
  }
  if (
    onUnauthenticated !== undefined &&
    onUnauthenticated !== 'throw' &&
    onUnauthenticated !== 'deny'
  ) {
    throw invalid('AC1001', "plugins.config: onUnauthenticated: expected 'throw' or 'deny'")
  }
  const longest = isHttpApi(config) ? longestHttpDeadlineMilliseconds : longestDeadlineMilliseconds
  if (deadlineMilliseconds !== undefined && !isWhole(deadlineMilliseconds, 1, longest)) {
    throw invalid(
      'AC1001',
      `plugins.config: deadlineMilliseconds: expected whole milliseconds from 1 to ${longest}`,
    )
  }
  if (expiryCondition !== undefined && typeof expiryCondition !== 'boolean') {
    throw invalid('AC1001', 'plugins.config: expiryCondition: expected true or false')
  }
  if (logging !== undefined) checkLogging(logging)
}

function isHttpApi({ authorizer }: Record<string, unknown>): boolean {
  return isRecord(authorizer) && authorizer['api'] === 'http'
}

function isRestApi({ authorizer }: Record<string, unknown>): boolean {
  return !isRecord(authorizer) || (authorizer['api'] ?? 'rest') === 'rest'
}

function checkLogging(logging: unknown): void {
  const at = 'plugins.config: logging'
  if (!isRecord(logging)) throw invalid('AC1001', `${at}: expected an object`)
  refuseUnknown(at, logging, ['principal'])
  const { principal } = logging
  if (principal !== undefined && !['plain', 'hash', 'none'].includes(principal as string)) {
    throw invalid('AC1001', `${at}.principal: expected 'plain', 'hash' or 'none'`)
  }
}

function refuseUnknown(at: string, value: Record<string, unknown>, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue
    throw invalid('AC1004', `${at}.${key}: Unrecognized key: ${JSON.stringify(key)}`)
  }
}

function invalid(code: CoreFaultCode, message: string): ConfigInvalidError {
  return new ConfigInvalidError(code, message)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}
