import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { PageHashes } from '../src/api.js'

const dist = new URL('../dist/', import.meta.url)
const html = readFileSync(new URL('index.html', dist), 'utf8')
const hashes = JSON.parse(readFileSync(new URL('csp.json', dist), 'utf8')) as PageHashes
const most = 40 * 1024

const contentsOf = (tag: string): readonly string[] =>
  [...html.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([^]*?)</${tag}>`, 'g'))].map(
    ([, text = '']) => text,
  )
const toHash = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`

describe('the built page', () => {
  it('is at most 40 KiB when compressed', () => {
    expect(gzipSync(html, { level: 9 }).length).toBeLessThanOrEqual(most)
  })

  it('loads nothing: no script, style, font or picture but its own', () => {
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="(?!data:)/)
    expect(html).not.toMatch(/@import|url\((?!["']?data:)/)
  })

  it.each([
    ['script', hashes.script],
    ['style', hashes.style],
  ])('has exactly the %s elements that csp.json names', (tag, expected) => {
    const contents = contentsOf(tag)
    expect(contents).toHaveLength(1)
    expect(contents.map(toHash)).toEqual(expected)
  })

  it('has no inline style and no inline handler, which its policy would refuse', () => {
    const [script = ''] = contentsOf('script')
    const markup = html.replace(script, '')
    expect(markup).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/)
  })
})

describe('the sources of the page', () => {
  it('never turn data into markup or code', () => {
    const folder = new URL('../src/', import.meta.url).pathname
    const files = globSync('**/*.{ts,tsx}', { cwd: folder })
    const risky = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/
    expect(files.length).toBeGreaterThan(30)
    expect(files.filter((file) => risky.test(readFileSync(`${folder}${file}`, 'utf8')))).toEqual([])
  })
})
