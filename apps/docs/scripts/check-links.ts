/** Follows every internal link and anchor of the built site. @module */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Report } from './check.ts'

const dist: string = resolve(import.meta.dirname, '../dist')
const site = 'https://authchain.example'

/** Links to other hosts are not followed: the check works offline. */
export async function checkLinks(): Promise<Report> {
  const pages = globSync('**/*.html', { cwd: dist }).toSorted()
  const texts = new Map(pages.map((page) => [page, readFileSync(join(dist, page), 'utf8')]))
  const anchors = new Map([...texts].map(([page, text]) => [page, findAnchors(text)]))
  const problems: string[] = []
  let count = 0
  for (const [page, text] of texts) {
    const base = new URL(`/${page.replace(/index\.html$/, '')}`, site)
    for (const link of findLinks(text)) {
      const target = URL.canParse(link, base) ? new URL(link, base) : undefined
      if (target === undefined) problems.push(`${page}: ${link} is no link`)
      if (target === undefined || target.origin !== site) continue
      count += 1
      const problem = findProblem(target, anchors)
      if (problem !== undefined) problems.push(`${page}: ${link} ${problem}`)
    }
  }
  if (pages.length === 0) problems.push('dist holds no pages; build the site first')
  return { summary: `${count} internal links of ${pages.length} pages`, problems }
}

function findProblem(
  target: URL,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const path = decodeURIComponent(target.pathname).slice(1)
  const page = path === '' || path.endsWith('/') ? `${path}index.html` : path
  const known = anchors.get(page)
  if (known === undefined) {
    const file = join(dist, page)
    return existsSync(file) && statSync(file).isFile() ? undefined : 'leads nowhere'
  }
  const anchor = decodeURIComponent(target.hash.slice(1))
  return anchor === '' || known.has(anchor) ? undefined : 'has no such anchor'
}

function findLinks(html: string): readonly string[] {
  // The page of errors names itself where it does not stand.
  const text = html.replaceAll(/<link rel="canonical"[^>]*>/g, '')
  return [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  )
}

function findAnchors(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id))
}
