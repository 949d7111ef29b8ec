/** A hand-written authorizer from a file. @module */
import type { AuthorizerFunction } from '@authchain/gateway'
import { basename } from 'node:path'
import { evaluateFile } from '../config/evaluate-file.js'
import type { LoadOptions } from '../config/evaluate-file.js'
import { ToolError } from '../tool-error.js'

/**
 * Evaluates a Lambda authorizer, as a configuration is: the export `handler`, or the default export.
 *
 * @param file - Absolute.
 * @throws {@link ToolError} AC3010 when it cannot be evaluated or exports no function.
 */
export async function loadHandler(
  file: string,
  options: LoadOptions = {},
): Promise<AuthorizerFunction> {
  const { exports } = await evaluateFile(file, options).catch((error: unknown) => {
    const location = error instanceof ToolError ? error.location : undefined
    const reason = error instanceof Error ? error.message : 'it threw a value that is no Error'
    throw new ToolError('AC3010', `${basename(file)}: ${reason}`, { cause: error, location })
  })
  // A CommonJS module is the default export.
  const fallback = exports['default']
  const nested = (fallback as { readonly handler?: unknown } | undefined)?.handler
  const handler = [exports['handler'], fallback, nested].find((each) => typeof each === 'function')
  if (handler !== undefined) return handler as AuthorizerFunction
  throw new ToolError('AC3010', `${basename(file)} exports no function named handler`)
}
