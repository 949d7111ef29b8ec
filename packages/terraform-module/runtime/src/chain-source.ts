/** Where the chain stands. @module */
import { ConfigInvalidError } from '@authchain/core'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** One place, or none. */
export type ChainSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'example'; readonly sha256Hex: string }
  | { readonly kind: 'drop-in'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }

/**
 * Finds the one chain. An empty variable counts as missing.
 *
 * @param folder - Absolute; where `plugins/` would be.
 * @throws ConfigInvalidError AC4001 when there are two, AC1001 when `plugins/` has no configuration.
 * @example
 * ```ts
 * findChainSource({ AUTHCHAIN_CHAIN: '[]' }, folder) // { kind: 'text', text: '[]' }
 * ```
 */
export function findChainSource(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): ChainSource {
  const found: [place: string, source: ChainSource][] = []
  const plugins = join(folder, 'plugins')
  if (existsSync(plugins)) {
    const path = join(plugins, 'plugins.config.mjs')
    found.push(['plugins/', { kind: 'drop-in', path }])
  }
  const add = (name: string, toSource: (value: string) => ChainSource): void => {
    const value = environment[name]
    if (value !== undefined && value !== '') found.push([name, toSource(value)])
  }
  add('AUTHCHAIN_CHAIN', (text) => ({ kind: 'text', text }))
  add('AUTHCHAIN_CHAIN_PARAMETER', (name) => ({ kind: 'parameter', name }))
  add('AUTHCHAIN_EXAMPLE_TOKEN_SHA256', (sha256Hex) => ({ kind: 'example', sha256Hex }))
  const [first, second] = found
  if (first === undefined) return { kind: 'none' }
  if (second === undefined) return first[1]
  throw new ConfigInvalidError(
    'AC4001',
    `${second[0]}: there is a chain in ${first[0]} already. Remove one of them`,
  )
}
