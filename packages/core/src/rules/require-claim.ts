/** Demanding a claim. @module */
import type { ContextValue, IdentityBase } from '../contract/identity.js'
import { isContextValue } from '../contract/outcome.js'
import { createRule } from '../contract/rule.js'
import type { IdentityRule } from '../contract/rule.js'
import { ConfigInvalidError } from '../errors.js'

/**
 * Allows callers whose claim has one of the expected values; an array claim must contain one. Without
 * `expected` the claim must be there and not null. Values are compared by type and value: `'1'` is not `1`.
 * Others are denied `require_claim.mismatch` (403).
 *
 * The claims are those of the plugin that set the principal.
 *
 * @throws {@link ConfigInvalidError} AC1001 for an empty name, an empty list, or a value that is no scalar.
 * @example
 * ```ts
 * plugins: [jwt(options), requireClaim('amr', 'mfa')]
 * ```
 */
export function requireClaim(
  name: string,
  expected?: ContextValue | readonly ContextValue[],
): IdentityRule {
  const accepted = expected === undefined ? undefined : [expected].flat()
  const isUsable = accepted === undefined || (accepted.length > 0 && accepted.every(isContextValue))
  if (typeof name !== 'string' || name === '' || !isUsable) {
    throw new ConfigInvalidError(
      'AC1001',
      'plugins.config: requireClaim: expected the name of a claim and, if any, values that are text, numbers or booleans',
    )
  }
  const holds = ({ claims }: IdentityBase): boolean => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined
    if (value === undefined || value === null) return false
    if (accepted === undefined) return true
    const held: readonly unknown[] = Array.isArray(value) ? value : [value]
    return accepted.some((item) => held.includes(item))
  }
  // Text that means another question must differ: JSON keeps 1 and '1' apart.
  const key = `claim ${JSON.stringify([name, accepted])}`
  return createRule('requireClaim', 'require_claim.mismatch', holds, { kind: 'atom', key })
}
