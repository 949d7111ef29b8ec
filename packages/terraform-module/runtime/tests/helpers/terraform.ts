/** Terraform itself, where no provider is needed. */
import { execFileSync, spawnSync } from 'node:child_process'

const isRequired = process.env['CI_REQUIRE_TERRAFORM'] === '1'
const isThere = spawnSync('terraform', ['version'], { timeout: 60_000 }).status === 0

/** Why tests with Terraform are left out; undefined when they run. Under `CI_REQUIRE_TERRAFORM=1` they always run. */
export const leftOut: string | undefined =
  isThere || isRequired ? undefined : 'left out: terraform is not on PATH'

if (leftOut !== undefined) {
  process.stderr.write(`Tests of what modules/package zips are ${leftOut}\n`)
}

/** Applies a folder and gives the values of its outputs. */
export function applyTerraform(folder: string): Readonly<Record<string, unknown>> {
  const { TF_CLI_CONFIG_FILE: _ignored, ...environment } = process.env
  const run = (...args: readonly string[]): string =>
    execFileSync('terraform', args, {
      cwd: folder,
      env: { ...environment, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
      encoding: 'utf8',
    })
  run('init', '-no-color')
  run('apply', '-auto-approve', '-no-color')
  const outputs = JSON.parse(run('output', '-json')) as Record<string, { readonly value: unknown }>
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))
}
