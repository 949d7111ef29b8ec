/**
 * What must hold of the documentation, each check able to fail alone: `node scripts/check.ts [name …]`.
 * The site must have been built before.
 *
 * @module
 */
import { checkCodes } from './check-codes.ts'
import { checkGuides } from './check-guides.ts'
import { checkLinks } from './check-links.ts'
import { checkSearch } from './check-search.ts'
import { checkSnippets } from './check-snippets.ts'
import { checkTests } from './check-tests.ts'

/** A check's answer: what it looked at, and what is wrong, each with its place. */
export interface Report {
  readonly summary: string
  readonly problems: readonly string[]
}

const checks: Readonly<Record<string, () => Promise<Report>>> = {
  codes: checkCodes,
  guides: checkGuides,
  links: checkLinks,
  search: checkSearch,
  snippets: checkSnippets,
  tests: checkTests,
}

const asked = process.argv.slice(2)
for (const [name, check] of Object.entries(checks)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const { summary, problems } = await check()
  process.stdout.write(`${problems.length === 0 ? '✓' : '✗'} ${name}: ${summary}\n`)
  for (const problem of problems) process.stdout.write(`  ${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
}
