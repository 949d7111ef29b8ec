// How long `authchain dev` takes to be ready and to take a save: `node benchmarks/dev.mjs` after a build. Ready is from the
// start of the process to its first line; a reload from the write of the file to the first answer of the new chain.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const rounds = 15
const packages = resolve(import.meta.dirname, '../packages')

/** @returns medians and maxima in milliseconds. */
export async function measureDev() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-bench-'))
  mkdirSync(join(folder, 'node_modules/@authchain'), { recursive: true })
  symlinkSync(join(packages, 'core'), join(folder, 'node_modules/@authchain/core'))
  const file = join(folder, 'plugins.config.ts')
  writeFileSync(file, configOf(0))
  try {
    const ready = []
    for (let round = 0; round < rounds; round += 1) {
      const { milliseconds, close } = await open(folder)
      ready.push(milliseconds)
      await close()
    }
    const { url, until, close } = await open(folder)
    const reload = []
    const evaluate = []
    for (let round = 1; round <= rounds; round += 1) {
      const reloaded = until('reloaded')
      const savedAt = performance.now()
      writeFileSync(file, configOf(round))
      evaluate.push((await reloaded).milliseconds)
      const { version } = await ask(url)
      if (version !== String(round)) throw new Error(`round ${round} was answered by ${version}`)
      reload.push(performance.now() - savedAt)
    }
    await close()
    return { ready: summarize(ready), reload: summarize(reload), evaluate: summarize(evaluate) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One line each. */
export function printDev(rows) {
  console.log(`\nauthchain dev, milliseconds: median (greatest) of ${rounds}`)
  for (const [name, { median, most }] of Object.entries(rows)) {
    console.log(`  ${name.padEnd(10)} ${String(median).padStart(5)} (${most})`)
  }
}

async function open(cwd) {
  const startedAt = performance.now()
  const main = join(packages, 'cli/dist/main.js')
  const child = spawn(process.execPath, [main, 'dev', '--port', '0', '--json'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const waiting = new Map()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line)
    waiting.get(event.event)?.(event)
  })
  const until = (name) => new Promise((done) => waiting.set(name, done))
  const { url } = await until('ready')
  const milliseconds = performance.now() - startedAt
  return {
    url,
    until,
    milliseconds,
    close: () =>
      new Promise((done) => {
        child.once('close', done)
        child.kill('SIGTERM')
      }),
  }
}

async function ask(url) {
  const response = await fetch(`${url}/orders`, { headers: { authorization: 'Bearer x' } })
  const text = await response.text()
  return { version: /"version": "(?<version>\d+)"/.exec(text)?.groups.version ?? text }
}

function configOf(version) {
  return `import { defineConfig, definePlugin, pass } from '@authchain/core'
const anyone = definePlugin({ name: 'anyone', validate: () => pass({ principalId: 'x', context: { version: '${version}' } }) })
export default defineConfig({ authorizer: { type: 'REQUEST', ttlSeconds: 0 }, plugins: [anyone()] })
`
}

function summarize(values) {
  const sorted = values.toSorted((one, other) => one - other)
  return {
    median: Math.round(sorted[Math.floor(sorted.length / 2)]),
    most: Math.round(sorted.at(-1)),
  }
}

if (process.argv[1] === import.meta.filename) printDev(await measureDev())
