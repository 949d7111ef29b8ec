/** Compares the page of errors with the codes in the sources. @module */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { faults } from '../../../packages/core/src/faults.ts'
import { cliFaults } from 'authchain'
import { runtimeFaults } from '../../../packages/terraform-module/runtime/src/faults.ts'
import type { Report } from './check.ts'

const docs: string = resolve(import.meta.dirname, '..')
const packages: string = resolve(docs, '../../packages')

/** Texts of the same form that are no codes: names of symbols and attributes, hosts. */
const otherWords = /^(?:authchain\..*|.*\.com)$/

/** Codes that are made of a plugin's name, as the page writes them. */
const madeCodes: readonly string[] = [
  '<plugin>.failed',
  '<plugin>.no_outcome',
  '<plugin>.unauthorized',
]

/** Every code in core, the plugins and the prebuilt function stands on the page, and the page knows no other. */
export async function checkCodes(): Promise<Report> {
  const tables = { ...faults, ...cliFaults, ...runtimeFaults }
  const known = new Set([...Object.keys(tables), ...findCodes()])
  const page = readFileSync(join(docs, 'dist/errors/index.html'), 'utf8')
  const shown = new Set(
    [...page.matchAll(/<code[^>]*>((?:AC\d{4})|(?:[a-z_]+\.[a-z_]+))<\/code>/g)].map(
      ([, code = '']) => code,
    ),
  )
  const made = madeCodes.filter(
    (code) => !page.includes(code.replace('<', '&lt;').replace('>', '&gt;')),
  )
  const missing = [...known].filter((code) => !shown.has(code))
  const unknown = [...shown].filter((code) => !known.has(code))
  return {
    summary: `${known.size} codes, and the page of errors`,
    problems: [
      ...[...missing, ...made].map((code) => `errors.mdx does not explain ${code}`),
      ...unknown.map((code) => `errors.mdx explains ${code}, which no source knows`),
    ],
  }
}

function findCodes(): readonly string[] {
  const files = globSync('{core,plugins-jwt,plugins-apikey,terraform-module/runtime}/src/**/*.ts', {
    cwd: packages,
  })
  return files
    .filter((file) => !file.includes('/testing/'))
    .flatMap((file) => {
      const code = readFileSync(join(packages, file), 'utf8').replaceAll(
        /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
        '',
      )
      return [...code.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, word = '']) => word)
    })
    .filter((word) => !otherWords.test(word))
}
