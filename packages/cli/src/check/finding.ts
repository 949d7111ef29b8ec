/** What `authchain check` has to say. @module */
import { cliFaults } from '../faults.js'
import type { CliFaultCode } from '../faults.js'

/** How bad it is: an error makes the exit code 1, a warning does with `--strict`, a note never. */
export type FindingLevel = 'error' | 'warning' | 'note'

/** One thing to know or to mend. */
export interface Finding {
  readonly level: FindingLevel
  /** A row of `faults.ts`, whose title and way out stand beside it. */
  readonly code: CliFaultCode
  readonly title: string
  /** What it is this time. */
  readonly message: string
  readonly fix: string
}

/** Makes a finding of a row. */
export function toFinding(level: FindingLevel, code: CliFaultCode, message: string): Finding {
  const { title, fix } = cliFaults[code]
  return { level, code, title, message, fix }
}
