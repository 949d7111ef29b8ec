/** What the CLI throws when it cannot do what it was asked. @module */
import { cliFaults } from './faults.js'
import type { CliFaultCode } from './faults.js'

/** A place in a source file. */
export interface SourceLocation {
  /** Absolute. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** How many characters the fault spans; 1 when that is not known. */
  readonly length: number
}

/** Second part of a {@link ToolError}. */
export interface ToolErrorOptions {
  readonly cause?: unknown
  readonly location?: SourceLocation | undefined
}

/** A fault of a row in `faults.ts`, with what it was this time. */
export class ToolError extends Error {
  override readonly name = 'ToolError'
  readonly code: CliFaultCode
  readonly location: SourceLocation | undefined
  /** What the process ends with: 2 for wrong input, 1 for a failure. */
  readonly exitCode: 1 | 2

  /**
   * @param code - The row.
   * @param message - What is wrong this time. Never a secret.
   */
  constructor(code: CliFaultCode, message: string, options: ToolErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.location = options.location
    this.exitCode = cliFaults[code].exitCode
  }
}
