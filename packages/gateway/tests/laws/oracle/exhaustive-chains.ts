/**
 * The same as `findChains` without any thought: all words up to one segment longer than the table, over all
 * texts of the table and a fresh segment. Only for tiny tables; it keeps the other one honest.
 *
 * @module
 */
import type { Table } from '../model/table.js'
import type { Chain, World } from './chains.js'
import { globMatches } from './glob.js'
import { methods, toPatterns } from './pattern.js'
import { createRouting } from './routing.js'

const fresh = '\u{1d53d}'

/** All chains of all methods. */
export function findChainsExhaustively(
  table: Pick<Table, 'api' | 'rows'>,
  world: World,
  longest: number,
): readonly Chain[] {
  const patterns = table.rows.flatMap(([text], row) => toPatterns(text, row))
  const texts = patterns.flatMap(({ segments }) =>
    segments.flatMap((segment) => (typeof segment === 'object' ? [segment.text] : [])),
  )
  const paths = words([...new Set(texts), fresh], longest).flatMap((path) => [path, `${path}/`])
  const route = createRouting(table)
  const chains = new Map<string, Chain>()
  for (const method of methods) {
    const witnesses = ['/', ...paths]
      .map((path) => ({ path, row: route(method, path) ?? -1 }))
      .filter(({ row }) => world === 'open' || row !== -1)
    for (const { path, row } of witnesses) {
      if (!path.includes(fresh)) continue
      const glob = path.replaceAll(fresh, '?*')
      const reached = witnesses.filter((other) => globMatches(glob, other.path))
      for (const a of sources(path, row)) for (const z of reached) keep([a, row, z.row])
    }

    function sources(path: string, row: number): readonly number[] {
      const globs = witnesses.filter((other) => other.row !== row && other.path.includes(fresh))
      return [
        ...new Set(
          globs
            .filter((other) => globMatches(other.path.replaceAll(fresh, '?*'), path))
            .map((other) => other.row),
        ),
      ]
    }
  }
  return [...chains.values()]

  function keep(chain: Chain): void {
    if (chain[1] !== chain[2]) chains.set(chain.join(), chain)
  }
}

function words(alphabet: readonly string[], longest: number): readonly string[] {
  if (longest === 0) return []
  const shorter = words(alphabet, longest - 1)
  const longestOnly = shorter.filter((word) => word.split('/').length === longest)
  const grown = longest === 1 ? [''] : longestOnly
  return [...shorter, ...grown.flatMap((word) => alphabet.map((text) => `${word}/${text}`))]
}
