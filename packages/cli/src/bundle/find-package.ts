/** Which package a file belongs to. @module */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A folder with a package.json. */
export interface PackageFolder {
  readonly name: string
  /** Absolute. */
  readonly folder: string
}

/**
 * Finds the nearest package.json that has a name; those without one only set a module type.
 *
 * @param folder - Absolute; where the search begins.
 */
export function findPackage(folder: string): PackageFolder | undefined {
  const file = join(folder, 'package.json')
  if (existsSync(file)) {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }
    if (typeof name === 'string') return { name, folder }
  }
  const parent = dirname(folder)
  return parent === folder ? undefined : findPackage(parent)
}
