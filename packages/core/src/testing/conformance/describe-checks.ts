/** Registers checks with the test runner. @module */
import { describe, expect, it } from 'vitest'
import type { Check } from './check.js'

/** One `describe` with one `it` for each check. */
export function describeChecks(name: string, checks: readonly Check[]): void {
  // oxlint-disable-next-line vitest/valid-title -- the titles are those of the checks.
  describe(name, () => {
    for (const { title, run } of checks) {
      // oxlint-disable-next-line vitest/valid-title
      it(title, { timeout: 30_000 }, async () => {
        expect(await run()).toEqual([])
      })
    }
  })
}
