/** What there is to say about anything that was thrown. @module */
import { faults, isAuthchainError } from '@authchain/core'
import type { Fault } from '@authchain/core'
import { existsSync, readFileSync } from 'node:fs'
import { findLocation } from '../config/find-location.js'
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
    return {
      code: error.code,
      title: row?.title ?? 'authchain failed',
      message: error.message,
      why: undefined,
      fix: row?.fix,
      suggestion: key === undefined ? undefined : findSuggestion(key, knownKeys),
      location: configPath === undefined ? undefined : locate(error, configPath, key),
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

function findUnknownKey(message: string): string | undefined {
  const match = /Unrecognized key: "(?<key>[^"]{1,64})"/.exec(message)
  return match?.groups?.['key']
}

/** Narrows the call that threw down to the key, which stands in the same line or one of the next. */
function locate(error: Error, configPath: string, key?: string): SourceLocation | undefined {
  const call = findLocation(error, [configPath])
  if (key === undefined || !existsSync(configPath)) return call
  const lines = readFileSync(configPath, 'utf8').split('\n')
  const from = call?.line ?? 1
  for (const [index, text] of lines.slice(from - 1).entries()) {
    const column = findWord(text, key, index === 0 ? (call?.column ?? 1) - 1 : 0)
    if (column === undefined) continue
    return { file: configPath, line: from + index, column: column + 1, length: key.length }
  }
  return call
}

/** Index of a whole word that a colon or comma may follow, as a key does. */
function findWord(text: string, word: string, from: number): number | undefined {
  for (let at = text.indexOf(word, from); at !== -1; at = text.indexOf(word, at + 1)) {
    const neighbours = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`
    if (!/[\w$]/.test(neighbours)) return at
  }
  return undefined
}
