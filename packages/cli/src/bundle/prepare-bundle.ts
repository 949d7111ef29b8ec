/** From a configuration to what would be written. @module */
import { createHandler } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import {
  planAuthorizer,
  toEnvironmentFacts,
  toFingerprint,
  toManifest,
} from '@authchain/core/manifest'
import type { AuthorizerPlan, Manifest } from '@authchain/core/manifest'
import type { Metafile } from 'esbuild'
import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { findDeployedRoutes } from '../config/deployed-routes.js'
import { loadConfig } from '../config/load-config.js'
import { toEnvironment } from '../manifest/environment.js'
import { readVersion } from '../version.js'
import { checkSecrets } from './check-secrets.js'
import { compile } from './compile.js'
import { findEnvironmentWarnings, findWarnings } from './find-warnings.js'
import type { BundleWarning } from './find-warnings.js'
import { toParts } from './parts.js'
import { withStableNames } from './stable-names.js'
import { withRequire } from './with-require.js'
import { zip } from './zip.js'

/** Runtimes of Lambda that a bundle runs on. */
export type Runtime = 'nodejs22.x' | 'nodejs24.x'

/** What decides how a bundle is made. */
export interface PrepareOptions {
  /** Accepts secrets from `env()` and `literal()`. Default: they are refused. */
  readonly allowEnvSecrets?: boolean
  /** What the function runs on; default `nodejs22.x`. The bundle runs on both. */
  readonly runtime?: Runtime
}

/** A bundle that is not on disk yet. */
export interface PreparedBundle {
  readonly config: AuthchainConfig
  readonly authorizerPlan: AuthorizerPlan
  /** By path in the archive. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly archive: Uint8Array
  readonly manifest: Manifest
  readonly warnings: readonly BundleWarning[]
  readonly metafile: Metafile
  /** Keys of `metafile.outputs` that are part of the bundle. */
  readonly outputs: readonly string[]
}

/**
 * Checks a configuration and bundles it with core and its plugins.
 *
 * @param configPath - Absolute.
 * @throws {@link ToolError} AC2001 to AC2005, AC2007 and AC2010; `ConfigInvalidError` when core refuses the
 * configuration.
 */
export async function prepareBundle(
  configPath: string,
  options: PrepareOptions = {},
): Promise<PreparedBundle> {
  const folder = dirname(configPath)
  const { config, environment: read } = await loadConfig(configPath)
  const deployedRoutes = await findDeployedRoutes(config, folder)
  createHandler(config, { deployedRoutes })
  const authorizerPlan = planAuthorizer(config, { deployedRoutes })
  if (options.allowEnvSecrets !== true) checkSecrets(config)

  const environment = await toEnvironment(config, read.variables)
  const { modules, metafile, outputs } = await compile(configPath, {
    cachePlan: authorizerPlan.cachePlan,
    routeFacts: authorizerPlan.routePlan?.facts,
    fingerprint: toFingerprint(config),
    environment: toEnvironmentFacts(environment.filter(({ secret }) => !secret)),
  })
  const files = new Map(
    [...withStableNames(modules)].map(([path, code]) => [path, Buffer.from(withRequire(code))]),
  )
  const archive = zip(files)
  const digest = createHash('sha256').update(archive).digest()
  const manifest = toManifest(config, {
    authchainVersion: readVersion(),
    authorizerPlan,
    parts: toParts(metafile, outputs, folder),
    environment,
    function: {
      handler: 'index.handler',
      runtime: options.runtime ?? 'nodejs22.x',
      architectures: ['arm64', 'x86_64'],
      file: 'authorizer.zip',
      sha256Hex: digest.toString('hex'),
      sha256Base64: digest.toString('base64'),
      bytes: archive.byteLength,
    },
  })
  const warnings = [
    ...findWarnings(metafile, outputs),
    ...findEnvironmentWarnings(environment, read.copied),
  ]
  return { config, authorizerPlan, files, archive, manifest, warnings, metafile, outputs }
}
