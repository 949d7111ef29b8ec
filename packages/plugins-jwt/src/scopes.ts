/** Scopes of a token. @module */
import type { Claims } from '@authchain/core'
import { claim } from './claims.js'

/**
 * Reads the scopes that a token grants: `scope`, a text split at spaces and nothing else (RFC 8693 section 4.2),
 * or else `scp`, a list or such a text, as Entra ID and Okta write it.
 *
 * @returns An empty list when neither is there or the claim has another shape: fewer rights, never more.
 * @example
 * ```ts
 * toScopes({ scope: 'orders:read orders:write' }) // ['orders:read', 'orders:write']
 * ```
 */
export function toScopes(claims: Claims): readonly string[] {
  const scope = claim(claims, 'scope')
  if (scope !== undefined) return typeof scope === 'string' ? split(scope) : []
  const scp = claim(claims, 'scp')
  if (typeof scp === 'string') return split(scp)
  return Array.isArray(scp) && scp.every(isScope) ? scp : []
}

function split(text: string): readonly string[] {
  return text.split(' ').filter((scope) => scope !== '')
}

function isScope(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
