/** What the backend gets to know. @module */
import { Buffer } from 'node:buffer'
import { typesKey } from '../contract/delivered-context.js'
import { isContextValue } from '../contract/outcome.js'
import { emptyIdentity } from '../contract/identity.js'
import type { ResponseContext } from '../contract/identity.js'
import { failure } from '../errors.js'

/** API Gateway or authchain writes these keys itself. */
const reservedKeys: ReadonlySet<string> = new Set([
  'principalId',
  'claims',
  'integrationLatency',
  'usageIdentifierKey',
  typesKey,
])

/** WebSocket APIs refuse more than 8 KB; the others list no quota, and a backend's event has its own. */
const mostBytes = 8192

/**
 * Joins what plugins passed and what the config adds, whose keys win, and checks what API Gateway would
 * answer with 500.
 *
 * @throws failure `context.reserved_key`, `context.not_flat` or `context.too_large`
 */
export function toResponseContext(
  fromPlugins: ResponseContext,
  fromConfig: unknown,
): ResponseContext {
  if (fromConfig === undefined && fromPlugins === emptyIdentity.context) return fromPlugins
  if (fromConfig !== undefined && !isPlainRecord(fromConfig)) throw failure('context.not_flat')
  const entries = Object.entries({ ...fromPlugins, ...fromConfig }).filter(
    ([, value]) => value !== undefined,
  )
  for (const [key, value] of entries) {
    if (reservedKeys.has(key) || key === '__proto__') throw failure('context.reserved_key')
    if (value !== null && !isContextValue(value)) throw failure('context.not_flat')
  }
  const context = Object.fromEntries(entries) as ResponseContext
  if (entries.length > 0 && Buffer.byteLength(JSON.stringify(context)) > mostBytes) {
    throw failure('context.too_large')
  }
  return Object.freeze(context)
}

function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as { then?: unknown }).then !== 'function'
  )
}
