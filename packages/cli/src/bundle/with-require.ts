/** `require` for bundled CommonJS. @module */

/**
 * Gives an ES module a `require` when CommonJS that was bundled into it asks for one at run time. Only then,
 * because it costs an import.
 *
 * @param code - A whole module as esbuild writes it.
 */
export function withRequire(code: string): string {
  if (!code.includes(marker)) return code
  return `import{createRequire as __authchainRequire}from"node:module";const require=__authchainRequire(import.meta.url);${code}`
}

/** What esbuild's stand-in for `require` throws. */
const marker = 'Dynamic require of "'
