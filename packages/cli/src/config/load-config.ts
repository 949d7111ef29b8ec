/** Evaluates the configuration file in this process. @module */
import type { AuthchainConfig } from '@authchain/core'
import { basename, resolve } from 'node:path'
import { ToolError } from '../tool-error.js'
import type { Recording } from './environment-recorder.js'
import { evaluateFile } from './evaluate-file.js'
import type { LoadOptions } from './evaluate-file.js'

export type { LoadOptions } from './evaluate-file.js'

/** A configuration that was evaluated. What its values mean is checked by core. */
export interface LoadedConfig {
  readonly config: AuthchainConfig
  /** Absolute path of the file. */
  readonly path: string
  /** Absolute paths of the file and everything of the project's own that it imports. */
  readonly inputs: readonly string[]
  /** What it read of the environment while it was evaluated. */
  readonly environment: Recording
}

/**
 * Compiles and evaluates a configuration. It is compiled by the compiler that makes the Lambda bundle, so
 * that what loads here also builds; packages are imported from the project as they are.
 *
 * @param path - Of the configuration, absolute or relative to the working folder.
 * @throws {@link ToolError} AC2002 when it does not compile, AC2003 when it throws, AC2004 when it has no
 * default export, AC2007 when its folder is not writable; `ConfigInvalidError` when core refuses it.
 * @example
 * ```ts
 * const { config } = await loadConfig('plugins.config.ts')
 * ```
 */
export async function loadConfig(path: string, options: LoadOptions = {}): Promise<LoadedConfig> {
  const file = resolve(path)
  const { exports, inputs, environment } = await evaluateFile(file, options)
  const config = exports['default']
  if (config === undefined) {
    throw new ToolError('AC2004', `${basename(file)} has no default export`)
  }
  return { config: config as AuthchainConfig, path: file, inputs, environment }
}
