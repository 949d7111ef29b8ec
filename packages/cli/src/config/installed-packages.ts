/** Which imports of a configuration are left to Node. @module */
import type { OnResolveArgs, Plugin } from 'esbuild'
import { isBuiltin } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findPackage } from '../bundle/find-package.js'

/**
 * Leaves packages as they are installed, found from the file that imports them, so that a configuration and
 * the CLI share one copy. Sources in TypeScript are bundled wherever they are: the plugin that is being
 * written next door compiles as it will for Lambda, and is watched.
 */
export function installedPackages(): Plugin {
  const asking = Symbol('asking')
  return {
    name: 'authchain-installed-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async (args) => {
        const { path, importer, resolveDir, kind } = args
        // The entry, and a drive letter of Windows, are no packages.
        if (args.pluginData === asking || kind === 'entry-point' || /^[A-Za-z]:/.test(path)) {
          return undefined
        }
        if (isBuiltin(path)) return { path, external: true }
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: asking })
        if (found.errors.length > 0 || found.external) return found
        return isRunnable(path, found.path)
          ? { path: toTarget(found.path, kind), external: true }
          : found
      })
    },
  }
}

/** A package runs as it is, unless it is TypeScript; an alias of a path is no package. */
function isRunnable(specifier: string, path: string): boolean {
  if (/[\\/]node_modules[\\/]/.test(path)) return true
  const name = findPackage(dirname(path))?.name ?? ''
  const isPackage = specifier === name || specifier.startsWith(`${name}/`)
  return isPackage && /\.[cm]?js$/.test(path)
}

function toTarget(path: string, kind: OnResolveArgs['kind']): string {
  return kind.startsWith('require') ? path : pathToFileURL(path).href
}
