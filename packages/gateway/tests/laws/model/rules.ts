/** Rules and callers as the compiler takes them. @module */
import { allOf, allow, anyOf, deny, requireScope } from './subject.js'
import type { IdentityBase, RouteRule } from './subject.js'
import type { Caller, Rule } from './table.js'

/** The rule as users write it. Each call makes new objects; equal flags share one function. */
export function createRules(): (rule: Rule) => RouteRule {
  const ownFunctions = new Map<string, RouteRule>()
  return (rule) => {
    if (rule === 'allow') return allow
    if (rule === 'deny') return deny
    if ('scopes' in rule) return requireScope(...rule.scopes)
    if ('eitherScope' in rule) {
      return anyOf(requireScope(rule.eitherScope[0]), requireScope(rule.eitherScope[1]))
    }
    if ('bothScopes' in rule) {
      return allOf(requireScope(rule.bothScopes[0]), requireScope(rule.bothScopes[1]))
    }
    const { flag } = rule
    const known = ownFunctions.get(flag)
    const own: RouteRule = known ?? (({ claims }) => claims[flag] === true)
    ownFunctions.set(flag, own)
    return own
  }
}

/** The caller as the chain knows it. */
export function toIdentity({ scopes, flags }: Caller): IdentityBase {
  return {
    principalId: 'caller',
    scopes,
    claims: Object.fromEntries(flags.map((flag) => [flag, true])),
    context: {},
    expiresAtSeconds: undefined,
  }
}
