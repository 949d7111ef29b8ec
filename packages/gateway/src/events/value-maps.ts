/** Headers and query parameters as an event has them: one map of last values, one of all values. @module */
import type { HeaderPair } from './gateway-request.js'

/** Both maps. Their members are own properties whatever the names, `__proto__` included. */
export interface ValueMaps {
  /** The last value of each name. */
  readonly single: Readonly<Record<string, string>>
  /** All values of each name, in order. */
  readonly multi: Readonly<Record<string, readonly string[]>>
}

/** Groups headers by name, whatever the case; the spelling that came first is kept. */
export function toHeaderMaps(headers: readonly HeaderPair[]): ValueMaps {
  return group(headers, (name) => name.toLowerCase())
}

/** Decodes and groups query parameters; their names are case-sensitive. */
export function toQueryMaps(query: string): ValueMaps {
  const pairs = query
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece): HeaderPair => {
      const at = piece.indexOf('=')
      return at === -1
        ? [decode(piece), '']
        : [decode(piece.slice(0, at)), decode(piece.slice(at + 1))]
    })
  return group(pairs, (name) => name)
}

function group(pairs: readonly HeaderPair[], toKey: (name: string) => string): ValueMaps {
  const groups = new Map<string, { readonly name: string; readonly values: string[] }>()
  for (const [name, value] of pairs) {
    const key = toKey(name)
    const entry = groups.get(key)
    if (entry === undefined) groups.set(key, { name, values: [value] })
    else entry.values.push(value)
  }
  const entries = [...groups.values()]
  return {
    single: Object.fromEntries(entries.map(({ name, values }) => [name, values.at(-1) ?? ''])),
    multi: Object.fromEntries(entries.map(({ name, values }) => [name, values])),
  }
}

/** A piece that is not valid percent-encoding of UTF-8 stays as it was sent. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
