/** What is worth changing in a bundle that works. @module */
import type { ManifestVariable } from '@authchain/core/manifest'
import type { Metafile } from 'esbuild'
import type { CliFaultCode } from '../faults.js'

/** A row of `faults.ts` that does not stop the build. */
export interface BundleWarning {
  readonly code: CliFaultCode
  readonly message: string
}

/** Files of zod's locales from which on somebody imported all of them. */
const manyLocales = 10

/**
 * Looks for `import { z } from 'zod'`: the object that it imports holds every locale.
 *
 * @param outputs - Keys of `metafile.outputs` to look at.
 */
export function findWarnings(
  metafile: Metafile,
  outputs: readonly string[],
): readonly BundleWarning[] {
  const locales = outputs
    .flatMap((key) => Object.entries(metafile.outputs[key]?.inputs ?? {}))
    .filter(([path, { bytesInOutput }]) => path.includes('/zod/v4/locales/') && bytesInOutput > 0)
  if (locales.length < manyLocales) return []
  const bytes = locales.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)
  return [
    {
      code: 'AC2006',
      message: `${Math.round(bytes / 1024)} KiB of zod's locales are in the bundle`,
    },
  ]
}

/** Names under which people keep secrets; `TOKEN_URL` is none. */
const secretName =
  /(?:^|_)(?:SECRET|PASSWORD|PASSWD|PRIVATE_KEY|API_KEY|ACCESS_KEY|TOKEN|CREDENTIALS?)$/i

/**
 * Looks for what the manifest cannot say, or should not.
 *
 * @param environment - As it stands in the manifest.
 * @param copied - Whether the configuration copied `process.env`.
 */
export function findEnvironmentWarnings(
  environment: readonly ManifestVariable[],
  copied: boolean,
): readonly BundleWarning[] {
  const exposed = environment.filter(({ name, value }) => value !== null && secretName.test(name))
  return [
    ...(copied
      ? [{ code: 'AC2008' as const, message: 'process.env is copied while the configuration runs' }]
      : []),
    ...exposed.map(({ name }) => ({
      code: 'AC2009' as const,
      message: `${name} is read from process.env, and its value stands in manifest.json`,
    })),
  ]
}
