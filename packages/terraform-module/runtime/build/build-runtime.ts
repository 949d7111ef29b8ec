/** What stands in the prebuilt archive. @module */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectLicenses } from './licenses.ts'
import { compilePackage, ssmPackage } from './package-files.ts'

/** Contents by path in the archive, sorted. */
export type RuntimeFiles = ReadonlyMap<string, string>

const room: string = join(import.meta.dirname, '../..')
const ours = '@authchain/*'

/** Packages that chains and drop-in plugins import, with the modules that each of them exports. */
const packages: readonly [name: string, entries: Readonly<Record<string, string>>][] = [
  [
    '@authchain/core',
    {
      index: '@authchain/core',
      schema: '@authchain/core/schema',
      manifest: '@authchain/core/manifest',
    },
  ],
  ['@authchain/plugins-jwt', { index: '@authchain/plugins-jwt' }],
  ['@authchain/plugins-apikey', { index: '@authchain/plugins-apikey' }],
  [ssmPackage, { index: './runtime/build/ssm-client.ts' }],
]

/**
 * Compiles the runtime, and beside it the packages as they would be installed. Everything in the archive
 * imports them by name, so there is one copy of core for the runtime, its plugins and those of the user.
 *
 * @example
 * ```ts
 * const files = await buildRuntime()
 * files.has('index.mjs') // true
 * ```
 */
export async function buildRuntime(): Promise<RuntimeFiles> {
  const files = new Map<string, string>()
  const sources: string[] = []
  const runtime = await compilePackage({
    entries: { index: './runtime/src/entry.ts' },
    external: [ours],
  })
  for (const [path, code] of runtime.files) files.set(path, code)
  for (const [name, entries] of packages) {
    // A package does not import itself by name.
    const external = packages.map(([other]) => other).filter((other) => other !== name)
    const compiled = await compilePackage({ entries, external })
    sources.push(...compiled.sources)
    const folder = `node_modules/${name}`
    files.set(`${folder}/package.json`, toPackageJson(name, Object.keys(entries)))
    for (const [path, code] of compiled.files) files.set(`${folder}/${path}`, code)
  }
  files.set('THIRD-PARTY-LICENSES.txt', collectLicenses(sources))
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function toPackageJson(name: string, entries: readonly string[]): string {
  const exports = Object.fromEntries(
    entries.map((entry) => [entry === 'index' ? '.' : `./${entry}`, `./${entry}.mjs`]),
  )
  return `${JSON.stringify({ name, version: findVersion(name), type: 'module', exports }, undefined, 2)}\n`
}

function findVersion(name: string): string {
  const folder = name === ssmPackage ? room : join(room, 'node_modules', name)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly version: string
  }
  return version
}
