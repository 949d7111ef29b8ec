/** How the identity grows. @module */
import type { IdentityBase, IdentityPatch } from '../contract/identity.js'
import { pass } from '../contract/outcome.js'
import type { Pass } from '../contract/outcome.js'
import type { PrincipalMode } from '../contract/plugin.js'
import { forbidden } from '../errors.js'

/** What one plugin adds, under its name and with its standing. */
export interface Growth {
  readonly plugin: string
  readonly principal: PrincipalMode
  readonly patch: IdentityPatch
}

/** Inside a chain a pass says what each plugin added, in order, so that combinators can hand it on whole. */
const growthsKey: unique symbol = Symbol('authchain.growths')

interface GrowingPass extends Pass {
  readonly [growthsKey]: readonly Growth[]
}

/** A pass for the inside of a chain. */
export function passWith(growths: readonly Growth[]): Pass {
  const outcome = pass()
  return Object.freeze({ ...outcome, [growthsKey]: growths }) as GrowingPass
}

/** What a pass made by {@link passWith} holds. */
export function growthsOf(outcome: Pass): readonly Growth[] {
  return (outcome as Partial<GrowingPass>)[growthsKey] ?? []
}

/**
 * The identity with one growth more, frozen.
 *
 * | standing      | principal and claims                     | scopes       |
 * | ------------- | ---------------------------------------- | ------------ |
 * | `'establish'` | set once; another principal is forbidden | added        |
 * | `'ignore'`    | left alone                               | left alone   |
 * | `'replace'`   | taken over when the patch names one      | taken over   |
 *
 * @throws forbidden `chain.principal_conflict`
 */
function growIdentity(identity: IdentityBase, growth: Growth): IdentityBase {
  const { patch, plugin, principal } = growth
  return Object.freeze({
    ...identity,
    ...toAuthority(identity, patch, principal),
    context: Object.freeze({ ...identity.context, ...patch.context }),
    expiresAtSeconds: earliest(identity.expiresAtSeconds, patch.expiresAtSeconds),
    ...(patch.provides === undefined ? {} : { [plugin]: patch.provides }),
  })
}

/** The same for several, in order. */
export function growAll(identity: IdentityBase, growths: readonly Growth[]): IdentityBase {
  return growths.reduce(growIdentity, identity)
}

type Authority = Pick<IdentityBase, 'principalId' | 'claims' | 'scopes'>

function toAuthority(
  identity: IdentityBase,
  patch: IdentityPatch,
  mode: PrincipalMode,
): Partial<Authority> {
  if (mode === 'ignore') return {}
  const { principalId, claims = {}, scopes = [] } = patch
  const added = Object.freeze([...new Set([...identity.scopes, ...scopes])])
  if (principalId === undefined || principalId === identity.principalId) return { scopes: added }
  if (identity.principalId === undefined) return { principalId, claims, scopes: added }
  // Scopes are what the old principal may do; the new one starts with its own.
  if (mode === 'replace') return { principalId, claims, scopes }
  throw forbidden('chain.principal_conflict')
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined) return other
  return other === undefined ? one : Math.min(one, other)
}
