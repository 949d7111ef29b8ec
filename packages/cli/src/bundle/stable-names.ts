/** Names for chunks that depend on nothing but their bytes. @module */
import { createHash } from 'node:crypto'

/** Every chunk is called this and a hash until it gets its name: text that is in no source. */
export const chunkPrefix: string = 'authchain-unnamed-chunk-'

const reference = new RegExp(`${chunkPrefix}[A-Z0-9]+(?=\\.mjs)`, 'g')

/**
 * Renames chunks by a hash of their bytes. The compiler's own hash contains paths of the machine, and equal
 * sources would get other names in another folder.
 *
 * Chunks may refer to each other in a circle, so a name is not simply the hash of a finished file: it is
 * refined in rounds, each of which hashes the text with the names of the round before in it.
 *
 * @param modules - By path: `index.mjs` and `chunks/<name>.mjs`.
 * @returns The same modules under their new paths, with all references rewritten, sorted by path.
 */
export function withStableNames(modules: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const chunks = [...modules].flatMap(([path, code]): [string, string][] => {
    const name = path.match(reference)?.[0]
    return name === undefined ? [] : [[name, code]]
  })
  let names = new Map(chunks.map(([name]) => [name, '']))
  for (let round = 0; round <= chunks.length; round += 1) {
    names = new Map(chunks.map(([name, code]) => [name, toHash(rename(code, names))]))
  }
  const distinct = tellTwinsApart(names, findOrder(modules))
  const renamed = [...modules].map(([path, code]): [string, string] => [
    rename(path, distinct),
    rename(code, distinct),
  ])
  return new Map(renamed.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function rename(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(reference, (name) => names.get(name) ?? name)
}

function toHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Two copies of one package are equal bytes but two modules, each with a state of its own. */
function tellTwinsApart(
  names: ReadonlyMap<string, string>,
  order: readonly string[],
): ReadonlyMap<string, string> {
  const seen = new Map<string, number>()
  const distinct = new Map<string, string>()
  for (const name of order) {
    const hash = names.get(name)
    if (hash === undefined) continue
    const count = seen.get(hash) ?? 0
    seen.set(hash, count + 1)
    distinct.set(name, count === 0 ? hash : `${hash}-${count}`)
  }
  return distinct
}

/** The order in which chunks are first named, read from the entry on: the same wherever it is built. */
function findOrder(modules: ReadonlyMap<string, string>): readonly string[] {
  const order = new Set<string>()
  const visit = (code: string): void => {
    for (const [name] of code.matchAll(reference)) {
      if (order.has(name)) continue
      order.add(name)
      visit(modules.get(`chunks/${name}.mjs`) ?? '')
    }
  }
  visit(modules.get('index.mjs') ?? '')
  return [...order]
}
