// The Terraform module against moto: `pnpm test:terraform`, and with `--all` every example.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../packages/terraform-module')
const isAll = process.argv.includes('--all')
const applied = isAll ? 'every example' : 'minimal, orders-api and complete'
process.stdout.write(`Applying ${applied}; the private example is planned (with --all)\n`)
const { status } = spawnSync(
  'vitest',
  ['run', '--config', join(folder, 'vitest.terraform.config.ts')],
  {
    stdio: 'inherit',
    cwd: folder,
    env: { ...process.env, TERRAFORM_EXAMPLES: isAll ? 'all' : 'some' },
  },
)
process.exitCode = status ?? 1
