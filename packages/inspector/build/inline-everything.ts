/** One HTML file that loads nothing, and the hashes that a strict Content-Security-Policy names. @module */
import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import type { PageHashes } from '../src/api.js'

/**
 * Puts the script and the stylesheet of the page into the page itself.
 *
 * @throws when the page is left with a reference to a file, or a script could end its own element.
 */
export function inlineEverything(): Plugin {
  return {
    name: 'inline-everything',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') throw new Error('The build made no index.html')
      let html = String(page.source)
      const script: string[] = []
      const style: string[] = []

      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') {
          const code = file.code.trim()
          if (/<\/script/i.test(code)) throw new Error('The script would end its own element')
          html = replaceTag(html, 'script', file.fileName, '')
          html = html.replace('</body>', () => `<script type="module">${code}</script></body>`)
          script.push(toHash(code))
        } else if (file.fileName.endsWith('.css')) {
          const css = String(file.source).trim()
          html = replaceTag(html, 'link', file.fileName, `<style>${css}</style>`)
          style.push(toHash(css))
        } else continue
        delete bundle[file.fileName]
      }
      if (/<(?:script|link)[^>]*(?:src|href)="(?!data:)/.test(html)) {
        throw new Error('The page still loads a file')
      }
      page.source = html
      const hashes: PageHashes = { script, style }
      const source = `${JSON.stringify(hashes, null, 2)}\n`
      this.emitFile({ type: 'asset', fileName: 'csp.json', source })
    },
  }
}

function replaceTag(html: string, tag: string, fileName: string, replacement: string): string {
  const end = tag === 'script' ? '></script>' : '>'
  const at = html.indexOf(`./${fileName}"`)
  const start = html.lastIndexOf(`<${tag}`, at)
  const stop = html.indexOf(end, at)
  if (at < 0 || start < 0 || stop < 0) throw new Error(`The page does not load ${fileName}`)
  return html.slice(0, start) + replacement + html.slice(stop + end.length)
}

function toHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
