/** Compares the configs of the page of identity providers with those that tests prove. @module */
import { globSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Report } from './check.ts'
import { findBlocks } from './snippet-blocks.ts'

const docs: string = resolve(import.meta.dirname, '..')
const guides: string = resolve(docs, '../../packages/plugins-jwt/tests/guides')
const page = 'src/content/docs/jwt-guides.md'

/** Every config with tests is on the page, word for word, and the page shows no other as proven. */
export async function checkGuides(): Promise<Report> {
  const blocks = findBlocks(page, readFileSync(resolve(docs, page), 'utf8'))
  const shown = new Map(blocks.map(({ proven, code }) => [proven, toWords(code)]))
  const names = globSync('*.config.ts', { cwd: guides }).map((file) => basename(file, '.config.ts'))
  const problems = names.flatMap((name) => {
    const proven = readFileSync(resolve(guides, `${name}.config.ts`), 'utf8')
    if (!shown.has(name)) return [`${page} has no block with proven="${name}"`]
    return shown.get(name) === toWords(withoutTestParts(proven))
      ? []
      : [`${page}: ${name} differs from plugins-jwt/tests/guides/${name}.config.ts`]
  })
  const unproven = [...shown.keys()].filter((name) => name !== undefined && !names.includes(name))
  return {
    summary: `${names.length} configs that tests prove, and their page`,
    problems: [...problems, ...unproven.map((name) => `${page}: nothing proves ${String(name)}`)],
  }
}

/** The comment on top, which the page says in its own words, and the issuer that a test puts in place. */
function withoutTestParts(code: string): string {
  return code.replace(/^\/\*\*[\s\S]*?\*\/\n/, '').replaceAll(/process\.env\['\w+'\] \?\? /g, '')
}

/** Where lines break is the formatter's business. */
function toWords(code: string): string {
  return code.replaceAll(/\s+/g, '').replaceAll(/,([)\]}])/g, '$1')
}
