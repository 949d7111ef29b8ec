// Throughput and memory of the local gateway against node:http alone: `node benchmarks/gateway.mjs`. Both servers run at the
// same time in processes of their own and take turns, so that a busy machine is busy for both.
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { resolve } from 'node:path'

const rounds = 9
const requestsPerRound = 8000
const connections = 16

/** @returns ratios of requests per CPU second, gateway over bare, and what both processes hold at the end. */
export async function measureGateway() {
  const servers = { bare: await open('bare'), gateway: await open('gateway') }
  for (const server of Object.values(servers)) await load(server, requestsPerRound)
  const samples = { bare: [], gateway: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? ['bare', 'gateway'] : ['gateway', 'bare']) {
      samples[name].push(await load(servers[name], requestsPerRound))
    }
  }
  const rows = Object.entries(servers).map(([name]) => ({
    name,
    perSecond: median(samples[name].map(({ perSecond }) => perSecond)),
    ratio: median(samples[name].map(({ perSecond }, at) => perSecond / samples.bare[at].perSecond)),
    cpuRatio: median(samples[name].map(({ cpu }, at) => samples.bare[at].cpu / cpu)),
    megabytes: Math.max(...samples[name].map(({ rssBytes }) => rssBytes)) / 1e6,
  }))
  for (const { child, clients } of Object.values(servers)) {
    for (const { close } of clients) close()
    child.disconnect()
  }
  return rows
}

/** Prints one line a server. */
export function printGateway(rows) {
  console.log(`\nThe local gateway with a cached answer, over node:http with the same body`)
  for (const { name, perSecond, ratio, cpuRatio, megabytes } of rows) {
    console.log(
      `  ${name.padEnd(10)} ${perSecond.toFixed(0).padStart(7)} req/s  ×${ratio.toFixed(2)}  ` +
        `by CPU time ×${cpuRatio.toFixed(2)}  ${megabytes.toFixed(0)} MB resident`,
    )
  }
}

async function open(kind) {
  const child = fork(resolve(import.meta.dirname, 'gateway-server.mjs'), [kind], {
    execArgv: process.env.BENCH_EXEC?.split(' ') ?? [],
  })
  const { url } = await answerOf(child)
  const clients = Array.from({ length: connections }, () => createClient(url))
  return { child, clients }
}

async function load({ child, clients }, count) {
  const before = await usageOf(child)
  const startedAt = performance.now()
  let left = count
  const worker = async ({ ask }) => {
    while (left > 0) {
      left -= 1
      await ask()
    }
  }
  await Promise.all(clients.map(worker))
  const seconds = (performance.now() - startedAt) / 1000
  const after = await usageOf(child)
  const cpu = after.cpuMicroseconds - before.cpuMicroseconds
  return { perSecond: count / seconds, cpu, rssBytes: after.rssBytes }
}

/** One connection that asks again as soon as it was answered; raw, because a client of node:http is the slower half. */
export function createClient(url) {
  const { hostname, port } = new URL(url)
  const head = `GET /orders/42?page=1 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer the-benchmark\r\nAccept: */*\r\n\r\n`
  const socket = connect(Number(port), hostname)
  let waiting
  let text = ''
  socket.setNoDelay(true)
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    text += chunk
    const end = text.indexOf('\r\n\r\n')
    if (end === -1) return
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
    if (text.length < end + 4 + length) return
    const isGood = text.startsWith('HTTP/1.1 200')
    text = ''
    if (isGood) waiting.done()
    else waiting.failed(new Error('not a 200'))
  })
  socket.on('error', (error) => waiting?.failed(error))
  const ask = () =>
    new Promise((done, failed) => {
      waiting = { done, failed }
      socket.write(head)
    })
  return { ask, close: () => socket.destroy() }
}

async function usageOf(child) {
  const answer = answerOf(child)
  child.send('usage')
  return answer
}

async function answerOf(child) {
  return new Promise((done) => child.once('message', done))
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

if (process.argv[1] === import.meta.filename) printGateway(await measureGateway())
