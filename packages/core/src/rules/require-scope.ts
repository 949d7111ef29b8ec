/** Demanding scopes. @module */
import { createRule } from '../contract/rule.js'
import type { IdentityRule } from '../contract/rule.js'
import { ConfigInvalidError } from '../errors.js'

/** RFC 6749 section 3.3: printable ASCII without space, quote and backslash. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/**
 * Allows callers who were granted every one of these scopes. Compared whole and with case; there are no
 * wildcards and no hierarchy. Others are denied `require_scope.missing` (403).
 *
 * @param scopes - At least one.
 * @throws {@link ConfigInvalidError} AC1001 for none or for what RFC 6749 does not call a scope.
 * @example
 * ```ts
 * plugins: [jwt(options), requireScope('orders:read')]
 * ```
 */
export function requireScope(...scopes: readonly [string, ...string[]]): IdentityRule {
  const areScopes = scopes.every((scope) => typeof scope === 'string' && scopeToken.test(scope))
  if (scopes.length === 0 || !areScopes) {
    throw new ConfigInvalidError(
      'AC1001',
      "plugins.config: requireScope: expected scopes: requireScope('a', 'b')",
    )
  }
  return createRule(
    'requireScope',
    'require_scope.missing',
    (identity) => scopes.every((scope) => identity.scopes.includes(scope)),
    { kind: 'all', of: scopes.map((scope) => ({ kind: 'atom', key: `scope ${scope}` })) },
  )
}
