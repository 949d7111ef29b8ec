/** What the compiler reports, as one of our faults. @module */
import type { BuildFailure } from 'esbuild'
import { resolve } from 'node:path'
import { fileScopeEnd } from '../config/file-scope.js'
import { ToolError } from '../tool-error.js'

/**
 * Turns what esbuild threw into AC2002 with the place of its first error.
 *
 * @param folder - Absolute; what the compiler's paths are relative to.
 */
export function toCompileError(error: unknown, folder: string): ToolError {
  const [first] = isBuildFailure(error) ? error.errors : []
  if (first === undefined) {
    const reason = error instanceof Error ? error.message : 'the compiler failed'
    return new ToolError('AC2002', reason, { cause: error })
  }
  const { location, text } = first
  return new ToolError('AC2002', text, {
    cause: error,
    location:
      location === null
        ? undefined
        : {
            file: resolve(folder, location.file),
            line: location.line,
            column: location.column + 1 - findPrefix(location.lineText),
            length: Math.max(1, location.length),
          },
  })
}

/** Length of what `fileScope` put before a file's own text. */
function findPrefix(lineText: string): number {
  const end = lineText.indexOf(fileScopeEnd)
  return end === -1 ? 0 : end + fileScopeEnd.length
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors)
}
