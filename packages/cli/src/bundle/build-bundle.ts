/** From a configuration to what Lambda runs. @module */
import { createHandler } from '@authchain/core'
import {
  toCachePlan,
  toEnvironmentFacts,
  toFingerprint,
  toManifest,
} from '@authchain/core/manifest'
import type { CachePlan, Manifest } from '@authchain/core/manifest'
import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { findConfig } from '../config/find-config.js'
import { loadConfig } from '../config/load-config.js'
import { toEnvironment } from '../manifest/environment.js'
import { readVersion } from '../version.js'
import { checkSecrets } from './check-secrets.js'
import { compile } from './compile.js'
import { findEnvironmentWarnings, findWarnings } from './find-warnings.js'
import type { BundleWarning } from './find-warnings.js'
import { toParts } from './parts.js'
import type { BundlePart } from './parts.js'
import { withStableNames } from './stable-names.js'
import { withRequire } from './with-require.js'
import { writeBundle } from './write-bundle.js'
import type { WrittenBundle } from './write-bundle.js'
import { zip } from './zip.js'

/** What to build, and where to. */
export interface BuildOptions {
  /** Folder that paths are relative to; default: the working folder. */
  readonly cwd?: string
  /** The configuration; default: the one in `cwd`. */
  readonly config?: string | undefined
  /** Default: `.authchain` beside the configuration. */
  readonly outDir?: string | undefined
  /** Accepts secrets from `env()` and `literal()`. Default: they are refused. */
  readonly allowEnvSecrets?: boolean
  /** What the function runs on; default `nodejs22.x`. The bundle runs on both. */
  readonly runtime?: Runtime
}

/** Runtimes of Lambda that a bundle runs on. */
export type Runtime = 'nodejs22.x' | 'nodejs24.x'

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
  const folder = dirname(configPath)
  const { config, environment: read } = await loadConfig(configPath)
  createHandler(config)
  const cachePlan = toCachePlan(config)
  if (options.allowEnvSecrets !== true) checkSecrets(config)

  const environment = await toEnvironment(config, read.variables)
  const { modules, metafile, outputs } = await compile(configPath, {
    cachePlan,
    fingerprint: toFingerprint(config),
    environment: toEnvironmentFacts(environment.filter(({ secret }) => !secret)),
  })
  const files = new Map(
    [...withStableNames(modules)].map(([path, code]) => [path, Buffer.from(withRequire(code))]),
  )
  const archive = zip(files)
  const outDir =
    options.outDir === undefined ? resolve(folder, '.authchain') : resolve(cwd, options.outDir)
  const digest = createHash('sha256').update(archive).digest()
  const sha256 = { sha256Hex: digest.toString('hex'), sha256Base64: digest.toString('base64') }
  const parts = toParts(metafile, outputs, folder)
  const manifest = toManifest(config, {
    authchainVersion: readVersion(),
    cachePlan,
    parts,
    environment,
    function: {
      handler: 'index.handler',
      runtime: options.runtime ?? 'nodejs22.x',
      architectures: ['arm64', 'x86_64'],
      file: 'authorizer.zip',
      ...sha256,
      bytes: archive.byteLength,
    },
  })
  const written = await writeBundle(outDir, files, archive, manifest)
  return {
    ...written,
    ...sha256,
    configPath,
    bytes: [...files.values()].reduce((sum, file) => sum + file.byteLength, 0),
    zipBytes: archive.byteLength,
    files: [...files.keys()],
    parts,
    warnings: [
      ...findWarnings(metafile, outputs),
      ...findEnvironmentWarnings(environment, read.copied),
    ],
    cachePlan,
    manifest,
  }
}
