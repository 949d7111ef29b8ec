/** Which versions of authchain's packages a project has. @module */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toFinding } from './finding.js'
import type { Finding } from './finding.js'

/** They are released together, with one number. */
const packages = ['core', 'gateway', 'plugins-jwt', 'plugins-apikey', 'terraform-module']

/**
 * Compares the versions of the packages that the project installs.
 *
 * @param folder - Absolute; where Node would start to look.
 */
export function findVersionFindings(folder: string): readonly Finding[] {
  const found = packages
    .map((name) => [`@authchain/${name}`, findVersion(folder, name)] as const)
    .filter(([, version]) => version !== undefined)
  if (new Set(found.map(([, version]) => version)).size <= 1) return []
  const names = found.map(([name, version]) => `${name} ${version}`).join(', ')
  return [toFinding('warning', 'AC5019', names)]
}

function findVersion(folder: string, name: string): string | undefined {
  const file = join(folder, 'node_modules/@authchain', name, 'package.json')
  if (existsSync(file)) {
    return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version
  }
  const parent = dirname(folder)
  return parent === folder ? undefined : findVersion(parent, name)
}
