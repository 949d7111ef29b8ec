/**
 * `pnpm vectors FILE…`: runs every vector of the files and closes with `N passed, N failed`. Exit code 1 when one
 * fails, or a file has another shape.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runVectors } from './run-vectors.ts'
import { parseVectors } from './vector.ts'

const ours = resolve(import.meta.dirname, '../../packages/gateway/tests/vectors/api-gateway.json')
const given = process.argv.slice(2).filter((argument) => argument !== '--')
const base = process.env['INIT_CWD'] ?? process.cwd()
const files = given.length === 0 ? [ours] : given.map((file) => resolve(base, file))

let passed = 0
let failed = 0
for (const file of files) {
  try {
    for (const { vector, error } of await runVectors(parseVectors(readFileSync(file, 'utf8')))) {
      if (error === undefined) {
        passed += 1
        continue
      }
      failed += 1
      console.error(`✗ ${vector.id} ${vector.description}\n  ${error.message}\n`)
    }
  } catch (error) {
    failed += 1
    console.error(`✗ ${file}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
