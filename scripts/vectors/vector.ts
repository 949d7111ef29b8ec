/** The shape of a vector, and the errors of one that has another shape. @module */

/** One case of API Gateway's behaviour. */
export interface Vector {
  readonly id: string
  readonly kind: string
  readonly description: string
  readonly input: Fields
  readonly expect: Fields
}

export type Fields = Readonly<Record<string, unknown>>

/** A file or a case that cannot be run. Its message names it. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError'
}

/** Reads a file's text. Throws {@link ShapeError}. */
export function parseVectors(text: string): readonly Vector[] {
  const file: unknown = JSON.parse(text)
  if (!isFields(file) || file['schemaVersion'] !== 1 || !Array.isArray(file['vectors'])) {
    throw new ShapeError('expected { "schemaVersion": 1, "vectors": [...] }')
  }
  return file['vectors'].map((vector: unknown, index) => {
    const at = `vectors[${index}]`
    if (!isFields(vector)) throw new ShapeError(`${at} is no object`)
    const { id, kind, description = '', input, expect } = vector
    if (typeof id !== 'string' || typeof kind !== 'string') {
      throw new ShapeError(`${at} has no id or no kind`)
    }
    if (!isFields(input) || !isFields(expect)) throw new ShapeError(`${id} has no input or expect`)
    return { id, kind, description: toText(description, id), input, expect }
  })
}

/** Refuses what the runner would silently leave out. */
export function onlyKeys(fields: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new ShapeError(`${where} has "${unknown}", which is not known`)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text that must stand here. Throws {@link ShapeError}. */
export function toText(value: unknown, where: string): string {
  if (typeof value === 'string') return value
  throw new ShapeError(`${where}: text is expected, not ${JSON.stringify(value)}`)
}
