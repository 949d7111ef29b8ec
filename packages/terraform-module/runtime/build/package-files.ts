/** The files of one package as they stand in the archive. @module */
import { build } from 'esbuild'
import type { Metafile, Plugin } from 'esbuild'
import { join } from 'node:path'
import { withStableNames, chunkPrefix } from '../../../cli/src/bundle/stable-names.ts'
import { withRequire } from '../../../cli/src/bundle/with-require.ts'

/** What is compiled into one folder. */
export interface PackageSource {
  /** Modules by the name of their file, without `.mjs`: a specifier, or a path from the package. */
  readonly entries: Readonly<Record<string, string>>
  /** Specifiers that stay imports. */
  readonly external: readonly string[]
}

/** What was compiled. */
export interface PackageFiles {
  /** By path in the folder. */
  readonly files: ReadonlyMap<string, string>
  /** Absolute paths of every source that left bytes in them. */
  readonly sources: readonly string[]
}

const room: string = join(import.meta.dirname, '../..')
const outFolder = 'compiled'
/** What plugins and core import with their first read from Parameter Store. */
const ssmSpecifier = '@aws-sdk/client-ssm'
/** Where it stands in the archive: a name of its own, so that plugins of the user's get Lambda's whole SDK. */
export const ssmPackage = '@authchain/ssm-client'

/**
 * Compiles a package for Lambda. The same sources give the same files in any folder.
 *
 * @example
 * ```ts
 * await compilePackage({ entries: { index: '@authchain/plugins-jwt' }, external: ['@authchain/*'] })
 * ```
 */
export async function compilePackage({ entries, external }: PackageSource): Promise<PackageFiles> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: room,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
    outdir: join(room, outFolder),
    chunkNames: `chunks/${chunkPrefix}[hash]`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    write: false,
    external: [...external],
    logLevel: 'silent',
    plugins: [ssmClient()],
  })
  const reached = findReachable(
    metafile,
    Object.keys(entries).map((name) => `${outFolder}/${name}.mjs`),
  )
  const modules = outputFiles.flatMap(({ path, text }): [string, string][] => {
    const inside = path.slice(join(room, outFolder).length + 1).replaceAll('\\', '/')
    return reached.has(`${outFolder}/${inside}`) ? [[inside, text]] : []
  })
  const files = new Map(
    [...withStableNames(new Map(modules))].map(([path, code]) => [path, withRequire(code)]),
  )
  return { files, sources: findSources(metafile, reached) }
}

function ssmClient(): Plugin {
  return {
    name: 'ssm-client',
    setup(compiler) {
      compiler.onResolve({ filter: /^@aws-sdk\/client-ssm$/ }, ({ path, importer }) =>
        path === ssmSpecifier && !importer.endsWith('ssm-client.ts')
          ? { path: ssmPackage, external: true }
          : undefined,
      )
    },
  }
}

/** A dynamic import in code that was dropped leaves a chunk that nothing names. */
function findReachable(metafile: Metafile, entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set(entries)
  for (const key of reached) {
    for (const { path, external } of metafile.outputs[key]?.imports ?? []) {
      if (external !== true) reached.add(path)
    }
  }
  return reached
}

function findSources(metafile: Metafile, outputs: ReadonlySet<string>): readonly string[] {
  const inputs = [...outputs].flatMap((key) => Object.entries(metafile.outputs[key]?.inputs ?? {}))
  return inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => join(room, path))
}
