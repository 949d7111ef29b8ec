/** The vectors of API Gateway's behaviour, as the local gateway's tests keep them. */
import { readFileSync } from 'node:fs'

export interface Vector {
  readonly id: string
  readonly kind: string
  readonly description: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
}

const file = new URL('../../../gateway/tests/vectors/api-gateway.json', import.meta.url)

const vectors: readonly Vector[] = (
  JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] }
).vectors

/** @throws Error when there is none of this id, so that no test judges by nothing. */
export function vectorOf(id: string): Vector {
  const found = vectors.find((vector) => vector.id === id)
  if (found === undefined) throw new Error(`There is no vector ${id}`)
  return found
}
