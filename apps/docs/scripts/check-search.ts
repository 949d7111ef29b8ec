/** Asks the built search index for words that it must find. @module */
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Report } from './check.ts'

const dist: string = resolve(import.meta.dirname, '../dist')

/** A word, and a page that has to be among its first ten results. */
const expected: readonly (readonly [word: string, page: string])[] = [
  ['usageIdentifierKey', '/api-keys/'],
  ['Keycloak', '/jwt-guides/'],
  ['AC1009', '/errors/'],
  ['readAuthContext', '/events/'],
  ['toCachePlan', '/api/manifest/functions/tocacheplan/'],
]

/** The part of Pagefind's module that a page uses. */
interface Pagefind {
  options(options: { readonly basePath: string; readonly baseUrl: string }): Promise<void>
  search(word: string): Promise<{
    readonly results: readonly { data(): Promise<{ readonly url: string }> }[]
  }>
}

/** Runs Pagefind's own code, as a browser would, against the files over HTTP. */
export async function checkSearch(): Promise<Report> {
  const code = join(dist, 'pagefind/pagefind.js')
  if (!existsSync(code)) return { summary: 'no index', problems: ['dist/pagefind is not there'] }
  const server = createServer((request, response) => {
    const file = join(dist, new URL(request.url ?? '/', 'http://localhost').pathname)
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response)
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  try {
    const pagefind = (await import(pathToFileURL(code).href)) as Pagefind
    await pagefind.options({ basePath: `http://127.0.0.1:${port}/pagefind/`, baseUrl: '/' })
    const problems: string[] = []
    for (const [word, page] of expected) {
      const { results } = await pagefind.search(word)
      const found = await Promise.all(results.slice(0, 10).map((result) => result.data()))
      if (!found.some(({ url }) => url === page)) {
        problems.push(`${word} does not find ${page}: ${found.map(({ url }) => url).join(' ')}`)
      }
    }
    return { summary: `${expected.length} words asked for`, problems }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
