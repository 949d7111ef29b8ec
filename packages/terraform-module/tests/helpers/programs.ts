/** Whether the programs that these tests run are here. @module */
import { spawnSync } from 'node:child_process'

const programs = [
  ['terraform', ['version']],
  ['moto_server', ['--help']],
] as const

/**
 * Why the tests are left out; undefined when they run.
 *
 * @throws Error under `CI_REQUIRE_TERRAFORM=1`, where nothing may be left out.
 */
export function findMissing(): string | undefined {
  const missing = programs.filter(
    ([program, args]) => spawnSync(program, args, { timeout: 60_000 }).status !== 0,
  )
  if (missing.length === 0) return undefined
  const names = missing.map(([program]) => program).join(', ')
  if (process.env['CI_REQUIRE_TERRAFORM'] === '1') {
    throw new Error(`CI_REQUIRE_TERRAFORM=1, but these are not on PATH: ${names}`)
  }
  return `not on PATH: ${names}`
}
