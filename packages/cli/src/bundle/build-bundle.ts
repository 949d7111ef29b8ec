/** From a configuration to what Lambda runs. @module */
import type { CachePlan, Manifest } from '@authchain/core/manifest'
import { dirname, resolve } from 'node:path'
import { findConfig } from '../config/find-config.js'
import type { BundleWarning } from './find-warnings.js'
import type { BundlePart } from './parts.js'
import { prepareBundle } from './prepare-bundle.js'
import type { PrepareOptions } from './prepare-bundle.js'
import { writeBundle } from './write-bundle.js'
import type { WrittenBundle } from './write-bundle.js'

/** What to build, and where to. */
export interface BuildOptions extends PrepareOptions {
  /** Folder that paths are relative to; default: the working folder. */
  readonly cwd?: string
  /** The configuration; default: the one in `cwd`. */
  readonly config?: string | undefined
  /** Default: `.authchain` beside the configuration. */
  readonly outDir?: string | undefined
}

/** What was built. */
export interface Bundle extends WrittenBundle {
  readonly configPath: string
  /** Bytes of all modules, minified, not compressed. */
  readonly bytes: number
  readonly zipBytes: number
  /** Of the archive. The same sources and lockfile give the same one everywhere. */
  readonly sha256Hex: string
  readonly sha256Base64: string
  /** Paths in the archive, sorted. */
  readonly files: readonly string[]
  readonly parts: readonly BundlePart[]
  readonly warnings: readonly BundleWarning[]
  /** What API Gateway has to be told about the authorizer. */
  readonly cachePlan: CachePlan
  /** What stands in `manifest.json`. */
  readonly manifest: Manifest
}

/**
 * Checks a configuration, bundles it with core and its plugins, and writes `authorizer.zip`, `manifest.json`
 * and the files of the archive unpacked under `bundle/`. The handler is `index.handler`.
 *
 * @throws {@link ToolError} AC1002, AC2001 to AC2005 and AC2007; `ConfigInvalidError` when core refuses the
 * configuration. Nothing is written then.
 * @example
 * ```ts
 * const { zipPath, sha256Base64 } = await buildBundle({ cwd: 'services/orders' })
 * ```
 */
export async function buildBundle(options: BuildOptions = {}): Promise<Bundle> {
  const cwd = resolve(options.cwd ?? '.')
  const configPath = findConfig(cwd, options.config)
  const prepared = await prepareBundle(configPath, options)
  const { files, archive, manifest, warnings, authorizerPlan } = prepared
  const outDir =
    options.outDir === undefined
      ? resolve(dirname(configPath), '.authchain')
      : resolve(cwd, options.outDir)
  const written = await writeBundle(outDir, files, archive, manifest)
  const { sha256Hex, sha256Base64 } = manifest.function
  return {
    ...written,
    sha256Hex,
    sha256Base64,
    configPath,
    bytes: [...files.values()].reduce((sum, file) => sum + file.byteLength, 0),
    zipBytes: archive.byteLength,
    files: [...files.keys()],
    parts: manifest.parts,
    warnings,
    cachePlan: authorizerPlan.cachePlan,
    manifest,
  }
}
