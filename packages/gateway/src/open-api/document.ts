/** An OpenAPI document as plain data, and errors that say where in it. @module */
import { createRequire } from 'node:module'
import { ConfigInvalidError } from '@authchain/core'

/** An object of the document. */
export type Fields = Readonly<Record<string, unknown>>

/** A place in a file: its name, and the names that lead there. */
export interface Place {
  readonly file: string
  readonly path: readonly string[]
}

/** Each is looked for among all nodes before it, so that thousands take minutes. */
const mostAliases = 1000

/**
 * Reads YAML or JSON.
 *
 * @throws ConfigInvalidError AC1001 with the file and the line when it is neither.
 */
export function parseDocument(text: string, file: string): Fields {
  const place: Place = { file, path: [] }
  // Loaded on demand: it is the heaviest thing here, and most gateways read no such file.
  const require = createRequire(import.meta.url)
  const yaml = require('yaml') as typeof import('yaml')
  const document = yaml.parseDocument(text, { logLevel: 'silent' })
  const [error] = document.errors
  if (error !== undefined) {
    const [start] = error.linePos ?? []
    const at = start === undefined ? '' : `:${start.line}:${start.col}`
    throw invalid({ file: `${file}${at}`, path: [] }, `not YAML or JSON (${error.code})`)
  }
  let aliases = 0
  yaml.visit(document, { Alias: () => void (aliases += 1) })
  if (aliases > mostAliases) throw invalid(place, `more than ${mostAliases} aliases`)
  try {
    return toFields(document.toJS({ maxAliasCount: 100 }), place)
  } catch (cause) {
    if (cause instanceof ConfigInvalidError) throw cause
    throw invalid(place, 'not YAML or JSON (an alias without end or without anchor)')
  }
}

/** The object that stands here. Throws ConfigInvalidError AC1001. */
export function toFields(value: unknown, place: Place): Fields {
  if (isFields(value)) return value
  throw invalid(place, 'an object is expected')
}

/** The place of a member. */
export function below({ file, path }: Place, ...names: readonly string[]): Place {
  return { file, path: [...path, ...names] }
}

/** An error that names the file and the place as a JSON pointer (RFC 6901). */
export function invalid(place: Place, what: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `${place.file}: ${toPointer(place)}: ${what}`)
}

/** The place inside its file as a JSON pointer; the whole document is `/`. */
export function toPointer({ path }: Place): string {
  const parts = path.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'))
  return `/${parts.join('/')}`
}

/** Whether a value is an object and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
