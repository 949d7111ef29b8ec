// A server for the throughput bench, in a process of its own: the local gateway, or node:http alone.
import { setFlagsFromString } from 'node:v8'

// Not by import, which would load undici into both.
const { createServer } = process.getBuiltinModule('node:http')

const [kind] = process.argv.slice(2)
// As `authchain dev` does: compiling in the background holds more memory than the whole gateway.
if (kind === 'gateway') {
  setFlagsFromString('--no-maglev')
  setFlagsFromString('--no-concurrent-recompilation')
}
const body = JSON.stringify({ orders: [{ id: 42, state: 'paid' }] })
const headers = { 'Content-Type': 'application/json' }

const start = { bare, gateway }[kind]
const url = await start()
process.send({ url })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send({ cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() })
})
process.once('disconnect', () => process.exit(0))

async function bare() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    response.end(body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${server.address().port}`
}

async function gateway() {
  const { createGateway } = await import('@authchain/gateway')
  const local = createGateway({
    handler: async ({ methodArn }) => ({
      principalId: 'u',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: [methodArn.replace(/\/GET\/.*$/, '/*/*')],
            Condition: { DateLessThanIfExists: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } },
          },
        ],
      },
      context: { tier: 'gold' },
    }),
    authorizer: {
      type: 'REQUEST',
      identitySources: ['method.request.header.Authorization'],
      ttlSeconds: 300,
    },
    integration: async () => ({ status: 200, headers, body }),
  })
  return (await local.listen({ port: 0 })).url
}
