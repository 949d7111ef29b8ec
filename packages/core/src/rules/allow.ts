/** @module */
import { createRule } from '../contract/rule.js'
import type { IdentityRule } from '../contract/rule.js'

/**
 * Allows every caller that the chain knows.
 *
 * @example
 * ```ts
 * anyOf(requireScope('status:read'), allow)
 * ```
 */
export const allow: IdentityRule = createRule('allow', 'allow.not_allowed', () => true, {
  kind: 'all',
  of: [],
})
