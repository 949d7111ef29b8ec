/** @module */
import { createRule } from '../contract/rule.js'
import type { IdentityRule } from '../contract/rule.js'

/**
 * Allows nobody: every caller is denied `deny.always` (403).
 *
 * @example A chain that is closed while its issuer is being moved
 * ```ts
 * plugins: [jwt(options), deny]
 * ```
 */
export const deny: IdentityRule = createRule('deny', 'deny.always', () => false, {
  kind: 'any',
  of: [],
})
