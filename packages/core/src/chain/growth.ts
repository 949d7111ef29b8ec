/** How the identity grows. @module */
import type { IdentityBase, IdentityPatch } from '../contract/identity.js'
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
class GrowingPass {
  readonly kind = 'pass'
  readonly patch: IdentityPatch = nothing
  readonly growths: readonly Growth[]

  constructor(growths: readonly Growth[]) {
    this.growths = growths
  }
}

const nothing: IdentityPatch = Object.freeze({})

/** A pass for the inside of a chain. */
export function passWith(growths: readonly Growth[]): Pass {
  return new GrowingPass(growths) as unknown as Pass
}

/** What a pass made by {@link passWith} holds. */
export function growthsOf(outcome: Pass): readonly Growth[] {
  return (outcome as unknown as Partial<GrowingPass>).growths ?? []
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
  const { context, expiresAtSeconds, provides } = patch
  // One spread and plain assignments: copying part by part is what costs in a chain.
  const grown: Record<string, unknown> = { ...identity }
  if (principal !== 'ignore') addAuthority(grown, identity, growth)
  if (context !== undefined) grown['context'] = Object.freeze({ ...identity.context, ...context })
  if (expiresAtSeconds !== undefined) {
    grown['expiresAtSeconds'] = Math.min(identity.expiresAtSeconds ?? Infinity, expiresAtSeconds)
  }
  if (provides !== undefined) grown[plugin] = provides
  return Object.freeze(grown) as unknown as IdentityBase
}

/** The same for several, in order. */
export function growAll(identity: IdentityBase, growths: readonly Growth[]): IdentityBase {
  return growths.reduce(growIdentity, identity)
}

function addAuthority(
  grown: Record<string, unknown>,
  identity: IdentityBase,
  { patch, principal }: Growth,
): void {
  const { principalId, claims = noClaims, scopes } = patch
  const isNew = principalId !== undefined && principalId !== identity.principalId
  // Scopes are what the old principal may do; the new one starts with its own.
  const isReplaced = isNew && identity.principalId !== undefined
  if (isReplaced && principal !== 'replace') throw forbidden('chain.principal_conflict')
  if (isNew) Object.assign(grown, { principalId, claims })
  const before = isReplaced ? [] : identity.scopes
  if (isReplaced || scopes !== undefined) {
    grown['scopes'] = Object.freeze([...new Set([...before, ...(scopes ?? [])])])
  }
}

const noClaims = Object.freeze({})
