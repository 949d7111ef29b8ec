/** From a configuration to what Lambda runs. @module */
import { createHandler } from '@authchain/core'
import { planAuthorizer, toFingerprint } from '@authchain/core/manifest'
import type { CachePlan } from '@authchain/core/manifest'
import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { findDeployedRoutes } from '../config/deployed-routes.js'
import { findConfig } from '../config/find-config.js'
import { loadConfig } from '../config/load-config.js'
import { checkSecrets } from './check-secrets.js'
import { compile } from './compile.js'
import { findWarnings } from './find-warnings.js'
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
}

/**
 * Checks a configuration, bundles it with core and its plugins, and writes `authorizer.zip` and the same
 * files unpacked under `bundle/`. The handler is `index.handler`.
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
  const { config } = await loadConfig(configPath)
  const deployedRoutes = await findDeployedRoutes(config, folder)
  createHandler(config, { deployedRoutes })
  const { cachePlan, routePlan } = planAuthorizer(config, { deployedRoutes })
  if (options.allowEnvSecrets !== true) checkSecrets(config)

  const { modules, metafile, outputs } = await compile(configPath, {
    cachePlan,
    routeFacts: routePlan?.facts,
    fingerprint: toFingerprint(config),
  })
  const files = new Map(
    [...withStableNames(modules)].map(([path, code]) => [path, Buffer.from(withRequire(code))]),
  )
  const archive = zip(files)
  const outDir =
    options.outDir === undefined ? resolve(folder, '.authchain') : resolve(cwd, options.outDir)
  const written = await writeBundle(outDir, files, archive)
  const sha256 = createHash('sha256').update(archive).digest()
  return {
    ...written,
    configPath,
    bytes: [...files.values()].reduce((sum, file) => sum + file.byteLength, 0),
    zipBytes: archive.byteLength,
    sha256Hex: sha256.toString('hex'),
    sha256Base64: sha256.toString('base64'),
    files: [...files.keys()],
    parts: toParts(metafile, outputs, folder),
    warnings: findWarnings(metafile, outputs),
    cachePlan,
  }
}
