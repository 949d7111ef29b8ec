/** Can the chain name anybody? @module */
import type { AnyPlugin, AuthchainConfig, IdentityRule } from '@authchain/core'
import { findStructure } from '../explain/plugin-tree.js'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'

/** Looks for a chain in which every plugin is a rule, or stands with `principal: 'ignore'`. */
export function findPrincipalFindings({
  plugins,
}: Pick<AuthchainConfig, 'plugins'>): readonly Finding[] {
  if (plugins.some(mayEstablish)) return []
  return [toFinding('error', 'AC5023', plugins.map(({ name }) => name).join(', '))]
}

/** What a plugin passes is known only when it runs; that it does not count is known before. */
function mayEstablish(plugin: AnyPlugin): boolean {
  if ((plugin as Partial<IdentityRule>).rule === true) return false
  const { shape, members = [], principal } = findStructure(plugin)
  return shape === 'leaf' ? principal !== 'ignore' : members.some(mayEstablish)
}
