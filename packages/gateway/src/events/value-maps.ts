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
  if (query === '') return { single: {}, multi: {} }
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
  const names = new Map<string, string>()
  const single: Record<string, string> = {}
  const multi: Record<string, string[]> = {}
  for (const [spelling, value] of pairs) {
    const key = toKey(spelling)
    const name = names.get(key)
    if (name === undefined) {
      names.set(key, spelling)
      setOwn(single, spelling, value)
      setOwn(multi, spelling, [value])
    } else {
      setOwn(single, name, value)
      multi[name]?.push(value)
    }
  }
  return { single, multi }
}

/** An assignment to `__proto__` would be no property. */
function setOwn<T>(record: Record<string, T>, name: string, value: T): void {
  if (name !== '__proto__') record[name] = value
  else {
    Object.defineProperty(record, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
}

/** A piece that is not valid percent-encoding of UTF-8 stays as it was sent. */
function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
