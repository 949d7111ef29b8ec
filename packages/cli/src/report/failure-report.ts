/** What there is to say about anything that was thrown. @module */
import { faults, isAuthchainError } from '@authchain/core'
import type { Fault } from '@authchain/core'
import { findLocation } from '../config/find-location.js'
import { findPatterns } from '../config/find-patterns.js'
import { findWord } from '../config/find-word.js'
import { cliFaults } from '../faults.js'
import { ToolError } from '../tool-error.js'
import type { SourceLocation } from '../tool-error.js'
import { knownKeys } from './known-keys.js'
import { findSuggestion } from './suggest.js'

/** One failure, ready to be shown or written as JSON. */
export interface FailureReport {
  /** `AC` and four digits, or `plugin.reason`; undefined for what nobody foresaw. */
  readonly code: string | undefined
  readonly title: string
  readonly message: string
  readonly why: string | undefined
  readonly fix: string | undefined
  readonly suggestion: string | undefined
  readonly location: SourceLocation | undefined
  readonly exitCode: 1 | 2
}

/**
 * Describes an error of core, of the CLI, or any other.
 *
 * @param configPath - Absolute; where an error of core is looked for.
 */
export function toFailureReport(error: unknown, configPath?: string): FailureReport {
  if (error instanceof ToolError) {
    const { title, why, fix } = cliFaults[error.code]
    const { code, message, location, exitCode } = error
    return { code, title, message, why, fix, suggestion: undefined, location, exitCode }
  }
  if (isAuthchainError(error)) {
    const row = findRow(error.code)
    const key = findUnknownKey(error.message)
    const places = isAboutRoutes(error) && configPath ? findPatterns(error.message, configPath) : []
    return {
      code: error.code,
      title: row?.title ?? 'authchain failed',
      message: `${error.message}${toLines(places)}`,
      why: undefined,
      fix: row?.fix,
      suggestion: key === undefined ? undefined : findSuggestion(key, knownKeys),
      location:
        configPath === undefined ? undefined : (places[0] ?? locate(error, configPath, key)),
      exitCode: error.kind === 'config' ? 2 : 1,
    }
  }
  return {
    code: undefined,
    title: 'Unexpected failure',
    message: error instanceof Error ? error.message : 'A value that is no Error was thrown',
    why: undefined,
    fix: 'Run it again with --verbose for the stack trace. It is likely to be a fault of authchain.',
    suggestion: undefined,
    location: undefined,
    exitCode: 1,
  }
}

function findRow(code: string): Fault | undefined {
  const rows: Readonly<Record<string, Fault>> = faults
  return Object.hasOwn(rows, code) ? rows[code] : undefined
}

/** Faults whose message names patterns of the table. */
function isAboutRoutes({ code }: { readonly code: string }): boolean {
  return ['AC1014', 'AC1015', 'AC1016'].includes(code)
}

function toLines(places: readonly SourceLocation[]): string {
  const lines = [...new Set(places.map(({ line }) => line))].map(String)
  return lines.length < 2 ? '' : ` (lines ${lines.join(', ')})`
}

function findUnknownKey(message: string): string | undefined {
  const match = /Unrecognized key: "(?<key>[^"]{1,64})"/.exec(message)
  return match?.groups?.['key']
}

/** The call that threw, narrowed down to the key, which stands in its line or one of the next. */
function locate(error: Error, configPath: string, key?: string): SourceLocation | undefined {
  const call = findLocation(error, [configPath])
  if (key === undefined) return call
  return findWord(key, call ?? { file: configPath, line: 1, column: 1, length: 1 }) ?? call
}
