import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { ApiOptions, Gateway, GatewayAuthorizer } from '../src/index.js'
import { allowAll, apiArn, gatewayWith, policy } from './helpers/authorizers.js'

const authorizer: GatewayAuthorizer = {
  api: 'websocket',
  type: 'REQUEST',
  identitySources: ['route.request.querystring.token'],
  ttlSeconds: 0,
}
const open: Gateway[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (gateway) => gateway.close()))
})

async function listen(
  answer: (event: Readonly<Record<string, unknown>>) => unknown,
  options: ApiOptions = {},
) {
  const { gateway, events } = gatewayWith(answer, { authorizer, ...options })
  open.push(gateway)
  const { url, port } = await gateway.listen({ port: 0 })
  return { gateway, events, port, url: url.replace('http', 'ws') }
}

/** Status and body of a handshake that was refused. */
async function refusalOf(url: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.on('open', () => {
      socket.close()
      reject(new Error('The connection was opened'))
    })
    socket.on('unexpected-response', (_request, response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body })
      })
    })
    socket.on('error', () => {})
  })
}

async function connect(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.on('open', () => {
      resolve(socket)
    })
    socket.on('error', reject)
  })
}

async function ask(socket: WebSocket, text: string): Promise<string> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer) => {
      resolve(data.toString('utf8'))
    })
    socket.send(text)
  })
}

describe('$connect', () => {
  it.each([
    ['without its identity source', '/', 401, '{"message":"Unauthorized"}', 0],
    ['with an authorizer that denies', '/?token=denied', 403, '{"message":"Forbidden"}', 1],
    ['with one that throws Unauthorized', '/?token=none', 401, '{"message":"Unauthorized"}', 1],
    ['with one that fails', '/?token=boom', 500, '{"message":"Internal Server Error"}', 1],
    ['with a result over 8 KB', '/?token=long', 500, '{"message":"Internal Server Error"}', 1],
    ['on another path', '/other?token=good', 403, '{"message":"Forbidden"}', 0],
  ])('%s is refused to the letter', async (_case, path, status, body, invocations) => {
    const { url, events } = await listen(answerOf)
    expect(await refusalOf(`${url}${path}`)).toEqual({ status, body })
    expect(events).toHaveLength(invocations)
  })

  it.each(['/', '/test', '/test/'])('opens a connection on %s', async (path) => {
    const { url, events } = await listen(answerOf)
    const socket = await connect(`${url}${path}?token=good`)
    socket.close()
    expect(events).toMatchObject([
      {
        type: 'REQUEST',
        methodArn: `${apiArn}/test/$connect`,
        queryStringParameters: { token: 'good' },
        requestContext: { routeKey: '$connect', eventType: 'CONNECT', messageDirection: 'IN' },
      },
    ])
    expect(events[0]).not.toHaveProperty('httpMethod')
    expect(events[0]).not.toHaveProperty('pathParameters')
  })

  it('asks once for each connection, as there is no cache', async () => {
    const { url, events } = await listen(answerOf)
    const sockets = await Promise.all([1, 2].map(async () => connect(`${url}/?token=good`)))
    for (const socket of sockets) socket.close()
    expect(events).toHaveLength(2)
  })

  it('does not take a request that is no handshake', async () => {
    const { port, events } = await listen(answerOf)
    const status = await new Promise((resolve) => {
      httpRequest({ port, path: '/?token=good' }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(status).toBe(403)
    expect(events).toHaveLength(0)
  })

  it('does not take another protocol', async () => {
    const { port, events } = await listen(answerOf)
    const status = await new Promise((resolve) => {
      const headers = { connection: 'upgrade', upgrade: 'h2c' }
      httpRequest({ port, path: '/?token=good', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(status).toBe(403)
    expect(events).toHaveLength(0)
  })
})

describe('messages', () => {
  it('carry what the authorizer said, and are answered in their order', async () => {
    const { url } = await listen(answerOf, {
      integration: async ({ body, requestContext }) => {
        const text = Buffer.from(body).toString('utf8')
        if (text === 'slow') await new Promise((resolve) => setTimeout(resolve, 50))
        const { routeKey, eventType, authorizer: said } = requestContext
        return { status: 200, body: JSON.stringify({ text, routeKey, eventType, said }) }
      },
    })
    const socket = await connect(`${url}/?token=good`)
    const answers: unknown[] = []
    const both = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        answers.push(JSON.parse(data.toString('utf8')))
        if (answers.length === 2) resolve()
      })
    })
    socket.send('slow')
    socket.send('fast')
    await both
    socket.close()
    const said = { principalId: 'u', tier: '1' }
    expect(answers).toEqual([
      { text: 'slow', routeKey: '$default', eventType: 'MESSAGE', said },
      { text: 'fast', routeKey: '$default', eventType: 'MESSAGE', said },
    ])
  })

  it('say that the backend failed, and the connection stays', async () => {
    const { url } = await listen(answerOf, {
      integration: async () => {
        throw new Error('secret')
      },
    })
    const socket = await connect(`${url}/?token=good`)
    const first = await ask(socket, 'one')
    expect(JSON.parse(first)).toMatchObject({ message: 'Internal server error' })
    expect(first).not.toContain('secret')
    expect(await ask(socket, 'two')).toContain('Internal server error')
    socket.close()
  })

  it('end when the gateway closes', async () => {
    const { url, gateway } = await listen(answerOf)
    const socket = await connect(`${url}/?token=good`)
    const code = new Promise((resolve) => {
      socket.on('close', resolve)
    })
    await gateway.close()
    expect(await code).toBe(1001)
  })
})

function answerOf(event: Readonly<Record<string, unknown>>): unknown {
  const { token } = event['queryStringParameters'] as { readonly token?: string }
  if (token === 'good') return { ...allowAll, context: { tier: 1 } }
  if (token === 'denied') return { principalId: 'u', policyDocument: policy('Deny', '*') }
  if (token === 'long') return { ...allowAll, context: { x: 'x'.repeat(8192) } }
  throw new Error(token === 'none' ? 'Unauthorized' : 'boom')
}
