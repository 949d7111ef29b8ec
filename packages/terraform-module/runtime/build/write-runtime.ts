/**
 * Writes `runtime.zip`, and for `modules/package` the same files unpacked; prints what they weigh.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { zip } from '../../../cli/src/bundle/zip.ts'
import { buildRuntime } from './build-runtime.ts'
import { toChainJsonSchema } from '../schema/chain-schema.ts'

const room: string = join(import.meta.dirname, '../..')
const unpacked: string = join(room, 'modules/package/runtime')

const files = await buildRuntime()
const archive = zip(new Map([...files].map(([path, text]) => [path, Buffer.from(text)])))
write(join(room, 'runtime.zip'), archive)
write(join(room, 'schemas/chain.schema.json'), toChainJsonSchema())
rmSync(unpacked, { recursive: true, force: true })
// npm leaves folders called node_modules out of what it packs, so this one has another name.
for (const [path, text] of files) {
  write(join(unpacked, path.replace(/^node_modules\//, 'packages/')), text)
}
report()

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

function report(): void {
  const bytes = new Map<string, number>()
  for (const [path, text] of files) {
    const [, name = path] = /^node_modules\/(@[^/]+\/[^/]+)/.exec(path) ?? []
    bytes.set(name, (bytes.get(name) ?? 0) + Buffer.byteLength(text))
  }
  const digest = createHash('sha256').update(archive).digest('hex')
  const rows = [...bytes].map(([name, count]) => `  ${name.padEnd(28)} ${toKilobytes(count)}`)
  const total = `  ${'runtime.zip'.padEnd(28)} ${toKilobytes(archive.byteLength)}  sha256 ${digest}`
  process.stdout.write(`${[...rows, total].join('\n')}\n`)
}

function toKilobytes(count: number): string {
  return `${(count / 1000).toFixed(1).padStart(8)} kB`
}
