/** Compiles and evaluates one file of the user's in this process. @module */
import { isAuthchainError } from '@authchain/core'
import { build } from 'esbuild'
import type { BuildResult } from 'esbuild'
import { unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toCompileError } from '../bundle/compile-error.js'
import { withRequire } from '../bundle/with-require.js'
import { ToolError } from '../tool-error.js'
import type { SourceLocation } from '../tool-error.js'
import { recordEnvironment } from './environment-recorder.js'
import type { Recording } from './environment-recorder.js'
import { findLocation } from './find-location.js'
import { findWord } from './find-word.js'
import { fileScope, fileScopeDefine } from './file-scope.js'
import { installedPackages } from './installed-packages.js'

/** A module that was evaluated. */
export interface EvaluatedFile {
  readonly exports: Readonly<Record<string, unknown>>
  /** Absolute paths of the file and everything of the project's own that it imports. */
  readonly inputs: readonly string[]
  /** What it read of the environment while it was evaluated. */
  readonly environment: Recording
}

/** What a watcher wants to know even of a file that fails. */
export interface LoadOptions {
  /** Called once, before the file runs. */
  readonly onInputs?: (inputs: readonly string[]) => void
}

let loads = 0

/**
 * Evaluates a file anew each time, with everything of the project's own that it imports. Packages are imported as
 * they are.
 *
 * @param file - Absolute.
 * @throws {@link ToolError} AC2002 when it does not compile, AC2003 when it throws, AC2007 when its folder is not
 * writable; `ConfigInvalidError` when core refuses it.
 */
export async function evaluateFile(
  file: string,
  options: LoadOptions = {},
): Promise<EvaluatedFile> {
  const { code, inputs } = await compile(file, options)
  options.onInputs?.(inputs)
  const [exports, environment] = await evaluate(code, file, inputs)
  return { exports, inputs, environment }
}

async function compile(
  file: string,
  options: LoadOptions,
): Promise<{ code: string; inputs: readonly string[] }> {
  const folder = dirname(file)
  let result: BuildResult<{ metafile: true; write: false }>
  try {
    result = await build({
      absWorkingDir: folder,
      entryPoints: [file],
      outfile: join(folder, 'config.mjs'),
      bundle: true,
      mainFields: ['main'],
      conditions: ['node'],
      platform: 'node',
      format: 'esm',
      target: 'node22',
      sourcemap: 'inline',
      sourcesContent: false,
      metafile: true,
      write: false,
      logLevel: 'silent',
      define: fileScopeDefine,
      plugins: [installedPackages(), fileScope()],
    })
  } catch (error) {
    const compileError = toCompileError(error, folder)
    const place = compileError.location?.file
    options.onInputs?.(place === undefined ? [file] : [file, place])
    throw compileError
  }
  const inputs = Object.keys(result.metafile.inputs).map((input) => resolve(folder, input))
  return { code: withRequire(result.outputFiles[0]?.text ?? ''), inputs }
}

async function evaluate(
  code: string,
  file: string,
  inputs: readonly string[],
): Promise<readonly [module: Record<string, unknown>, environment: Recording]> {
  loads += 1
  const temporary = join(dirname(file), `.authchain-config-${process.pid}-${loads}.mjs`)
  process.setSourceMapsEnabled(true)
  try {
    await writeFile(temporary, code, { flag: 'wx' }).catch((error: unknown) => {
      throw new ToolError('AC2007', 'The folder of the configuration is not writable', {
        cause: error,
      })
    })
    return await recordEnvironment(
      temporary,
      async () => (await import(pathToFileURL(temporary).href)) as Record<string, unknown>,
    )
  } catch (error) {
    if (isAuthchainError(error) || error instanceof ToolError) throw error
    throw new ToolError('AC2003', toMessage(error, file), {
      cause: error,
      location: locate(error, inputs),
    })
  } finally {
    await unlink(temporary).catch(() => undefined)
  }
}

/** A name that is not defined stands at or behind the place that the compiler's map knows. */
function locate(error: unknown, inputs: readonly string[]): SourceLocation | undefined {
  const place = findLocation(error, inputs)
  const name = /^(?<name>[\w$]{1,100}) is not defined$/.exec(
    error instanceof Error ? error.message : '',
  )?.groups
  if (place === undefined || name?.['name'] === undefined) return place
  return findWord(name['name'], place) ?? place
}

/** Node names the temporary file in its own errors; the user knows only the configuration. */
function toMessage(error: unknown, file: string): string {
  const text = error instanceof Error ? error.message : 'It threw a value that is no Error'
  return text.replaceAll(/\.authchain-config-\d+-\d+\.mjs/g, basename(file))
}
