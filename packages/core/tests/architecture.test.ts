import { readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const src = new URL('../src/', import.meta.url).pathname
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))

/** Which rooms a room may import from. `root` is errors.ts and faults.ts. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  root: ['root', 'contract'],
  contract: ['contract', 'root'],
  chain: ['chain', 'contract', 'root'],
  rules: ['rules', 'contract', 'root'],
  policy: ['policy', 'contract', 'root'],
  secrets: ['secrets', 'contract', 'root'],
  adapters: ['adapters', 'policy', 'contract', 'root'],
  config: ['config', 'contract', 'root'],
  manifest: ['manifest', 'config', 'policy', 'contract', 'root'],
  backend: ['backend', 'config', 'contract', 'root'],
  testing: ['testing', 'policy', 'contract', 'root'],
  conformance: [
    'conformance',
    'testing',
    'handler',
    'chain',
    'secrets',
    'config',
    'contract',
    'root',
  ],
  built: ['handler', 'manifest', 'adapters'],
  opentelemetry: ['opentelemetry', 'contract', 'root'],
  handler: [
    'handler',
    'chain',
    'adapters',
    'policy',
    'secrets',
    'config',
    'manifest',
    'contract',
    'root',
  ],
}

const roomOf = (file: string): string => {
  if (dirname(file) === '.') return 'root'
  return file.startsWith('testing/conformance/') ? 'conformance' : (file.split('/')[0] ?? '')
}

function importsOf(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, '')
  return [...code.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => name)
}

describe('the house', () => {
  it.each(files.filter(({ file }) => file !== 'index.ts'))(
    '$file imports along the arrows',
    ({ file, text }) => {
      const allowed = arrows[roomOf(file)]
      expect(allowed, `a room without arrows: ${roomOf(file)}`).toBeDefined()
      const targets = importsOf(text)
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(src, join(src, dirname(file), name)))
      expect(targets.filter((target) => !allowed?.includes(roomOf(target)))).toEqual([])
      expect(targets.filter((target) => basename(target) === 'index.js')).toEqual([])
    },
  )

  it.each(files)(
    '$file imports no package but the types of Standard Schema, and the SDK lazily',
    ({ file, text }) => {
      const packages = importsOf(text).filter(
        (name) => !name.startsWith('.') && !name.startsWith('node:'),
      )
      // Entry points of their own: who does not import one does not load what it needs.
      const room = roomOf(file)
      const own = { opentelemetry: '@opentelemetry/api', conformance: 'vitest' }[room]
      const schema = file === 'manifest/manifest-schema.ts' ? 'zod' : undefined
      const known = new Set(['@standard-schema/spec', '@aws-sdk/client-ssm', own, schema])
      expect(packages.filter((name) => !known.has(name))).toEqual([])
      if (own === '@opentelemetry/api') return
      const eager = /^import (?!type)[^\n]*'(?:@|node:https?')/m
      expect(eager.test(text), `${file} loads a package or node:http eagerly`).toBe(false)
      expect(text).not.toMatch(/\bfetch\(|new Headers\(/)
    },
  )

  it.each(files)('$file has a name that says something and a size that fits', ({ file, text }) => {
    expect(basename(file)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/)
    expect(['utils.ts', 'helpers.ts', 'common.ts', 'misc.ts', 'types.ts']).not.toContain(
      basename(file),
    )
    expect(text.split('\n').length).toBeLessThanOrEqual(250)
  })

  it.each(files.filter(({ file }) => basename(file) === 'index.ts'))(
    '$file only re-exports',
    ({ text }) => {
      const code = text
        .replaceAll(/\/\*[^]*?\*\//g, '')
        .replaceAll(/export (?:type )?\{[^}]*\} from '[^']+'/g, '')
      expect(code.trim()).toBe('')
    },
  )

  it.each(files)('$file documents every export', ({ text }) => {
    const lines = text.split('\n')
    const bare = lines.filter((line, index) => {
      if (!/^export (?:async )?(?:function|const|interface|type|class|abstract) \w/.test(line))
        return false
      // Overloads share the first one's comment.
      const name = /(?:function|const|interface|type|class) (\w+)/.exec(line)?.[1]
      const isOverload = lines
        .slice(0, index)
        .some((other) => other.startsWith(`export function ${name}`))
      return !isOverload && !(lines[index - 1] ?? '').trim().match(/\*\/$|oxlint-disable/)
    })
    expect(bare).toEqual([])
  })
})
