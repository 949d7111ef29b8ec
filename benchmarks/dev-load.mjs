// What `authchain dev` holds and costs under load: `node benchmarks/dev-load.mjs` after a build. The program runs as a user
// starts it, with the inspector and without, beside node:http alone; a client asks one cached route and a plugin's route.
import { fork, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createClient } from './gateway.mjs'

const requests = 40_000
const connections = 16
const packages = resolve(import.meta.dirname, '../packages')

/** @returns for each server: requests a second, its ratio to node:http, and resident megabytes: at rest, at the end, at most. */
export async function measureDevLoad() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-bench-'))
  mkdirSync(join(folder, 'node_modules/@authchain'), { recursive: true })
  symlinkSync(join(packages, 'core'), join(folder, 'node_modules/@authchain/core'))
  try {
    const rows = []
    for (const { name, open, ttlSeconds = 300 } of servers) {
      writeFileSync(join(folder, 'plugins.config.ts'), configOf(ttlSeconds))
      rows.push({ name, ...(await measure(await open(folder))) })
    }
    const bare = rows[0].perSecond
    return rows.map((row) => ({ ...row, ratio: row.perSecond / bare }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Prints one line a server. */
export function printDevLoad(rows) {
  console.log(`\nauthchain dev over ${requests} requests, beside node:http alone`)
  for (const { name, perSecond, ratio, rest, end, peak } of rows) {
    console.log(
      `  ${name.padEnd(24)} ${perSecond.toFixed(0).padStart(6)} req/s  ×${ratio.toFixed(2)}  ` +
        `${rest} MB ready, ${end} MB afterwards, ${peak} MB at most`,
    )
  }
}

const servers = [
  { name: 'node:http', open: openBare },
  { name: 'dev', open: (cwd) => openDev(cwd, []) },
  { name: 'dev --no-inspector', open: (cwd) => openDev(cwd, ['--no-inspector']) },
  { name: 'dev, no cache', open: (cwd) => openDev(cwd, []), ttlSeconds: 0 },
]

async function openBare() {
  const child = fork(resolve(import.meta.dirname, 'gateway-server.mjs'), ['bare'])
  const { url } = await new Promise((done) => child.once('message', done))
  return { child, url }
}

async function openDev(cwd, flags) {
  const main = join(packages, 'cli/dist/main.js')
  const child = spawn(process.execPath, [main, 'dev', '--port', '0', ...flags], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise((done) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      if (text.length > 10_000) return
      text += chunk
      const found = /Gateway +(?<url>http:\S+)/.exec(text)?.groups.url
      if (found !== undefined) done(found)
    })
  })
  return { child, url }
}

async function measure({ child, url }) {
  const rest = memoryOf(child.pid).VmRSS
  const clients = Array.from({ length: connections }, () => createClient(url))
  const startedAt = performance.now()
  let left = requests
  const worker = async ({ ask }) => {
    while (left > 0) {
      left -= 1
      await ask()
    }
  }
  await Promise.all(clients.map(worker))
  const perSecond = (requests / (performance.now() - startedAt)) * 1000
  const { VmRSS: end, VmHWM: peak } = memoryOf(child.pid)
  for (const { close } of clients) close()
  await new Promise((done) => {
    child.once('close', done)
    child.kill('SIGTERM')
  })
  return { perSecond, rest, end, peak }
}

/** Resident memory in megabytes, as Linux tells it. */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const find = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1])
  return Object.fromEntries(
    ['VmRSS', 'VmHWM'].map((name) => [name, Math.round((find(name) * 1024) / 1e6)]),
  )
}

function configOf(ttlSeconds) {
  return `import { defineConfig, definePlugin, pass } from '@authchain/core'
const anyone = definePlugin({ name: 'anyone', validate: () => pass({ principalId: 'x', context: { tier: 'gold' } }) })
export default defineConfig({ authorizer: { type: 'REQUEST', ttlSeconds: ${ttlSeconds} }, plugins: [anyone()] })
`
}

if (process.argv[1] === import.meta.filename) printDevLoad(await measureDevLoad())
