/** The published vectors, which are not part of the repository. @module */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Vector {
  readonly id: string
  readonly comment: string
  readonly token: unknown
  readonly key?: Readonly<Record<string, unknown>> | null
  readonly secret?: string
  readonly alg?: string
  readonly expected: 'allow' | 'deny'
  readonly disputed?: string
  readonly now?: number
}

const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = process.env['AUTHCHAIN_VECTORS'] ?? resolve(repository, '../shared/vectors/jose')

/** False where the vectors are absent. Then the tests that need them are left out, aloud. */
export const haveVectors: boolean = existsSync(folder)

/** Where they must not be absent. */
export const requireVectors: boolean = process.env['CI_REQUIRE_VECTORS'] === '1'

export function readVectors(file: string): readonly Vector[] {
  if (!haveVectors) return []
  const text = readFileSync(resolve(folder, file), 'utf8')
  return (JSON.parse(text) as { readonly cases: readonly Vector[] }).cases
}
