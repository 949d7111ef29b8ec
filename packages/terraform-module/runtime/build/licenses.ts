/** The licences of what other people wrote. @module */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPackage } from '../../../cli/src/bundle/find-package.ts'

/**
 * Joins the licence texts of all packages that left code in the archive; packages with one text share it. A
 * package that names its licence and leaves the text out stands with one that has the text.
 *
 * @param sources - Absolute paths of the sources.
 * @throws Error when there is no text for a package of somebody else's.
 * @example
 * ```ts
 * files.set('THIRD-PARTY-LICENSES.txt', collectLicenses(sources))
 * ```
 */
export function collectLicenses(sources: readonly string[]): string {
  const folders = new Map<string, string>()
  for (const source of sources) {
    const found = findPackage(dirname(source))
    if (found !== undefined && !isOurs(found.name)) folders.set(found.name, found.folder)
  }
  const packages = [...folders]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, folder]) => ({ name, id: findId(folder), text: findText(folder) }))
  const byText = new Map<string, string[]>()
  for (const { name, id, text } of packages) {
    const whole = text ?? packages.find((other) => other.id === id && other.text)?.text
    if (whole === undefined) throw new Error(`${name} has no licence text to pass on`)
    byText.set(whole, [...(byText.get(whole) ?? []), name])
  }
  return [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join('\n---\n\n')
}

function isOurs(name: string): boolean {
  return name === 'authchain' || name.startsWith('@authchain/')
}

/** As in SPDX. */
function findId(folder: string): string | undefined {
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly license?: string }).license
}

function findText(folder: string): string | undefined {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry))
  if (file === undefined) return undefined
  return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()
}
