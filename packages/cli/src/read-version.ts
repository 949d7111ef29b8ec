/** The version of this program. @module */
import { readFileSync } from 'node:fs'

/** Reads it from the package that the program stands in. */
export function readVersion(): string {
  const file = new URL('../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }
  return version
}
