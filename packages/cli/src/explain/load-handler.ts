/** A hand-written authorizer from a file. @module */
import type { AuthorizerFunction } from '@authchain/gateway'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ToolError } from '../tool-error.js'

/**
 * Imports a Lambda authorizer: the export `handler`, or the default export.
 *
 * @param file - Relative to `cwd`.
 * @throws {@link ToolError} AC3010 when it cannot be imported or exports no function.
 */
export async function loadHandler(file: string, cwd: string): Promise<AuthorizerFunction> {
  let module: Readonly<Record<string, unknown>>
  try {
    module = (await import(pathToFileURL(resolve(cwd, file)).href)) as typeof module
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it threw a value that is no Error'
    throw new ToolError('AC3010', `${basename(file)}: ${reason}`, { cause: error })
  }
  // A CommonJS module is the default export.
  const fallback = module['default']
  const nested = (fallback as { readonly handler?: unknown } | undefined)?.handler
  const handler = [module['handler'], fallback, nested].find((each) => typeof each === 'function')
  if (handler !== undefined) return handler as AuthorizerFunction
  throw new ToolError('AC3010', `${basename(file)} exports no function named handler`)
}
