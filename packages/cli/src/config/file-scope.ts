/** Keeps what a file says of itself true although it was bundled into another one. @module */
import { readFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Loader, Plugin } from 'esbuild'

const names = {
  'import.meta.url': '__authchainFileUrl',
  'import.meta.filename': '__authchainFileName',
  'import.meta.dirname': '__authchainDirName',
}

/** Option `define` that goes with {@link fileScope}. */
export const fileScopeDefine: Readonly<Record<string, string>> = names

/** Where a file's own text begins on its first line. */
export const fileScopeEnd: string = '/*authchain*/'

const loaders: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
}

/** Gives each bundled file its own `import.meta.url`, `filename` and `dirname`. */
export function fileScope(): Plugin {
  return {
    name: 'authchain-file-scope',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        if (!source.includes('import.meta')) return undefined
        const values = [pathToFileURL(path).href, path, dirname(path)]
        const constants = Object.values(names).map(
          (name, index) => `const ${name} = ${JSON.stringify(values[index])};`,
        )
        // On the first line, so that the line numbers of the source stay what they are.
        return {
          contents: `${constants.join('')}${fileScopeEnd}${source}`,
          loader: loaders[extname(path)] ?? 'js',
        }
      })
    },
  }
}
