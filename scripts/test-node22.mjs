// Runs the tests of what verifies tokens on Node 22, the oldest version that published packages support.
import { spawnSync } from 'node:child_process'

const version = '22.23.3'
const name = `node-linux-${process.arch}`
const run = spawnSync(
  'npx',
  [
    '--yes',
    '--package',
    `${name}@${version}`,
    '--',
    'node',
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    '@authchain/plugins-jwt',
    '--project',
    '@authchain/core',
    '--reporter=dot',
    '--reporter=./scripts/node-version.mjs',
  ],
  // The PATH of a pnpm script begins with node_modules/.bin, whose Node is another one.
  { stdio: 'inherit', env: { ...process.env, PATH: withoutWorkspace(process.env.PATH ?? '') } },
)
process.exit(run.status ?? 1)

function withoutWorkspace(path) {
  return path
    .split(':')
    .filter((folder) => !folder.startsWith(process.cwd()))
    .join(':')
}
