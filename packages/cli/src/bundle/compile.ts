/** Makes ES modules for Lambda of a configuration. @module */
import { build } from 'esbuild'
import type { BuildResult, Metafile, Plugin } from 'esbuild'
import { basename, dirname, join, relative } from 'node:path'
import { toCompileError } from './compile-error.js'
import { toEntrySource } from './entry.js'
import type { EntryFacts } from './entry.js'
import { chunkPrefix } from './stable-names.js'

/** What the compiler wrote, before names are made stable. */
export interface CompiledModules {
  /** By path in the bundle: `index.mjs` and `chunks/….mjs`. Only what the entry can reach. */
  readonly modules: ReadonlyMap<string, string>
  readonly metafile: Metafile
  /** Keys of `metafile.outputs` that are part of the bundle. */
  readonly outputs: readonly string[]
}

/** Where the compiler believes it writes, inside the project; nothing is written. */
const outFolder = '.authchain-compiled'

/**
 * Compiles the entry for one configuration.
 *
 * @param configPath - Absolute.
 * @param facts - Of the configuration, which has been checked.
 * @throws {@link ToolError} AC2002.
 */
export async function compile(
  configPath: string,
  facts: Omit<EntryFacts, 'specifier'>,
): Promise<CompiledModules> {
  const folder = dirname(configPath)
  let result: BuildResult<{ metafile: true; write: false }>
  try {
    result = await build({
      absWorkingDir: folder,
      stdin: {
        contents: toEntrySource({ ...facts, specifier: `./${basename(configPath)}` }),
        resolveDir: folder,
        sourcefile: 'authchain-entry.mjs',
        loader: 'js',
      },
      outdir: join(folder, outFolder),
      entryNames: 'index',
      chunkNames: `chunks/${chunkPrefix}[hash]`,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node22',
      // The ES module build of a package is smaller: 368 kB instead of 630 kB for the SSM client.
      mainFields: ['module', 'main'],
      minify: true,
      legalComments: 'none',
      charset: 'utf8',
      metafile: true,
      write: false,
      logLevel: 'silent',
      plugins: [sdkOfTheRuntime()],
    })
  } catch (error) {
    throw toCompileError(error, folder)
  }
  const outputs = findReachable(result.metafile, `${outFolder}/index.mjs`)
  const modules = new Map(
    result.outputFiles.flatMap((file): [string, string][] => {
      const key = relative(folder, file.path).replaceAll('\\', '/')
      return outputs.includes(key) ? [[key.slice(outFolder.length + 1), file.text]] : []
    }),
  )
  return { modules, metafile: result.metafile, outputs }
}

/**
 * The AWS SDK is bundled where the project has it, so that its version is the project's. Where it is not
 * installed, Lambda's own copy is left to be found at run time.
 */
function sdkOfTheRuntime(): Plugin {
  const asking = Symbol('asking')
  return {
    name: 'authchain-sdk-of-the-runtime',
    setup(compiler) {
      compiler.onResolve({ filter: /^@aws-sdk\// }, async ({ path, pluginData, ...rest }) => {
        if (pluginData === asking) return undefined
        const { importer, resolveDir, kind } = rest
        const found = await compiler.resolve(path, {
          importer,
          resolveDir,
          kind,
          pluginData: asking,
        })
        return found.errors.length === 0 ? found : { path, external: true }
      })
    },
  }
}

/** A dynamic import in code that was dropped leaves a chunk that nothing names. */
function findReachable(metafile: Metafile, entry: string): readonly string[] {
  const reached = new Set([entry])
  for (const key of reached) {
    for (const { path, external } of metafile.outputs[key]?.imports ?? []) {
      if (external !== true) reached.add(path)
    }
  }
  return [...reached].toSorted()
}
