/** What the `jwt` plugins of a configuration demand of a token. @module */
import type { AnyPlugin, SecretRef } from '@authchain/core'
import { findStructure } from '../explain/plugin-tree.js'

/** One party whose tokens are taken, as its plugin was told. */
export interface TokenRule {
  readonly issuer: string
  /** Undefined where the plugin takes one issuer alone. */
  readonly name: string | undefined
  /** null: not checked. */
  readonly audience: readonly string[] | null
  readonly algorithms: readonly string[]
  readonly source:
    | { readonly kind: 'discovery' | 'jwks' | 'public-key' }
    | { readonly kind: 'jwks-uri'; readonly jwksUri: string }
    | { readonly kind: 'secret'; readonly secret: SecretRef }
  /** What `typ` of the header is to be; undefined for the usual. */
  readonly type: 'at+jwt' | 'any' | undefined
  readonly requiredClaims: readonly (readonly [claim: string, values: readonly string[]])[]
}

/** Where plugins-jwt leaves them; shared by all its copies. */
const rulesKey = Symbol.for('authchain.token-rules')

interface Facts {
  readonly issuers: readonly Omit<TokenRule, 'type' | 'requiredClaims'>[]
  readonly type: TokenRule['type']
  readonly checks: Pick<TokenRule, 'requiredClaims'>
}

/** Finds them at any depth, in the order of the configuration. */
export function findTokenRules(plugins: readonly AnyPlugin[]): readonly TokenRule[] {
  return plugins.flatMap((plugin) => {
    const facts = (plugin as { readonly [rulesKey]?: Facts })[rulesKey]
    const own = (facts?.issuers ?? []).map((issuer) => ({
      ...issuer,
      type: facts?.type,
      requiredClaims: facts?.checks.requiredClaims ?? [],
    }))
    return [...own, ...findTokenRules(findStructure(plugin).members ?? [])]
  })
}
