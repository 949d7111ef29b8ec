/** The inspector's page, as `@authchain/inspector` built it. @module */
import { readFileSync } from 'node:fs'

/** The page and the policy under which a browser runs it. */
export interface Page {
  readonly html: string
  readonly contentSecurityPolicy: string
}

const folder = new URL('inspector/', import.meta.url)
const hashForm = /^sha256-[A-Za-z0-9+/]{43}=$/

/** Nothing but what is named: for answers that are no page. */
export const closedPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Reads the page that the build put beside this file.
 *
 * @param from - Another folder, for tests.
 * @returns undefined when the page was not built.
 */
export function findPage(from: URL = folder): Page | undefined {
  try {
    const html = readFileSync(new URL('index.html', from), 'utf8')
    const hashes = JSON.parse(readFileSync(new URL('csp.json', from), 'utf8')) as {
      readonly script?: unknown
      readonly style?: unknown
    }
    const directives = [
      `script-src ${toSources(hashes.script)}`,
      `style-src ${toSources(hashes.style)}`,
      "connect-src 'self'",
      'img-src data:',
    ]
    return { html, contentSecurityPolicy: `${closedPolicy}; ${directives.join('; ')}` }
  } catch {
    return undefined
  }
}

/** Only hashes: a source that is none of the page's own must not get into the policy. */
function toSources(value: unknown): string {
  const hashes = Array.isArray(value) ? value.map(String).filter((each) => hashForm.test(each)) : []
  return hashes.length === 0 ? "'none'" : hashes.map((hash) => `'${hash}'`).join(' ')
}
