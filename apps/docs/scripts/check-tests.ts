/** Runs the tests that the pages show. @module */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './check.ts'
import { root, snippetFolder, writeSnippets } from './snippet-projects.ts'

/** Every block named `tests/….test.ts` passes under Vitest, with the other blocks of its page. */
export async function checkTests(): Promise<Report> {
  const files = [...writeSnippets().snippets.keys()].filter((name) => name.endsWith('.test.ts'))
  const config = join(snippetFolder, 'vitest.config.mjs')
  writeFileSync(config, "export default { test: { include: ['*/tests/*.test.ts'] } }\n")
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--root', snippetFolder, '--config', config, '--reporter=tap-flat'],
    { cwd: snippetFolder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  )
  const lines = stdout.split('\n')
  const passed = lines.filter((line) => line.startsWith('ok ')).length
  const failed = lines.filter((line) => line.startsWith('not ok '))
  return {
    summary: `${passed} tests of ${files.length} blocks passed`,
    problems: status === 0 && passed >= files.length ? [] : [...failed, stderr.slice(0, 2000)],
  }
}
