import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ApiOptions, Gateway, GatewayAuthorizer } from '../src/index.js'
import { allowAll, apiArn, gatewayWith, policy } from './helpers/authorizers.js'
import { sendRaw } from './helpers/raw-socket.js'

const open: Gateway[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (gateway) => gateway.close()))
})

async function listen(
  answer: (event: Readonly<Record<string, unknown>>) => unknown = () => allowAll,
  options: ApiOptions & { readonly authorizer?: GatewayAuthorizer } = {},
) {
  const { gateway, events } = gatewayWith(answer, options)
  open.push(gateway)
  const { port } = await gateway.listen({ port: 0 })
  return { port, events }
}

const head = 'Host: x\r\nAuthorization: a\r\nConnection: close\r\n'
const get = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\n${head}${more}\r\n`

describe('bad input over a raw socket', () => {
  it.each([
    ['no request at all', 'hello\r\n\r\n'],
    ['a TLS handshake', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['an unknown method', `FOO / HTTP/1.1\r\n${head}\r\n`],
    ['a method in lower case', `get / HTTP/1.1\r\n${head}\r\n`],
    ['an HTTP version that is none', `GET / HTTP/9.9\r\n${head}\r\n`],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['two lengths', get('/', 'Content-Length: 1\r\nContent-Length: 2\r\n')],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\n${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ],
    ['a length that is no number', get('/', 'Content-Length: 0x10\r\n')],
    ['a space before a colon', get('/', 'X-A : b\r\n')],
    ['a folded header', get('/', 'X-A: b\r\n c\r\n')],
    ['a bare line feed', get('/', 'X-A: b\nX-B: c\r\n')],
    ['a null byte in a header', get('/', 'X-A: b\u0000c\r\n')],
    ['a header without a name', get('/', ': b\r\n')],
    ['100 KB of one header', get('/', `X: ${'a'.repeat(100_000)}\r\n`)],
    ['100 KB of many headers', get('/', 'X: aaaaaaaa\r\n'.repeat(8000))],
    ['a target of 100 KB', get(`/${'a'.repeat(100_000)}`)],
    ['a target that is invalid UTF-8', get('/\u00ff\u00fe')],
    ['a target with a space', get('/a b')],
    ['CONNECT', `CONNECT x:80 HTTP/1.1\r\n${head}\r\n`],
  ])('%s reaches nobody uninvited, and the server goes on', async (_name, text) => {
    const { port, events } = await listen()
    expect(await sendRaw(port, text, 1000)).not.toMatch(/^HTTP\/1\.1 2/)
    expect(events).toHaveLength(0)
    expect(await sendRaw(port, get('/'))).toMatch(/^HTTP\/1\.1 200/)
  })

  it.each([
    '/admin/../public',
    '/public/..%2fadmin',
    '/%2e%2e/admin',
    '/public/%2e%2e/admin',
    '//admin',
    '/public//admin',
    '/public/;/admin',
    '/public\\..\\admin',
    '/PUBLIC/%61dmin',
    '/%c0%ae%c0%ae/admin',
    'http://other.example/admin',
  ])('the path of %s is judged as it was sent, and never resolved', async (target) => {
    const allowed = { principalId: 'u', policyDocument: policy('Allow', `${apiArn}/test/GET/ok`) }
    const { port, events } = await listen(() => allowed)
    const path = target.replace(/^http:\/\/[^/]+/, '')
    expect(await sendRaw(port, get(target))).toMatch(/^HTTP\/1\.1 403/)
    expect(events).toMatchObject([{ methodArn: `${apiArn}/test/GET${path}` }])
  })

  it('a header of invalid UTF-8 arrives byte by byte', async () => {
    const { port, events } = await listen()
    const text = `GET / HTTP/1.1\r\nHost: x\r\nAuthorization: \u00ff\u00c3(\r\nConnection: close\r\n\r\n`
    expect(await sendRaw(port, text)).toMatch(/^HTTP\/1\.1 200/)
    expect(events).toMatchObject([{ authorizationToken: '\u00ff\u00c3(' }])
  })

  it('names of JavaScript are names like any other', async () => {
    const { port, events } = await listen(() => allowAll, {
      authorizer: {
        type: 'REQUEST',
        identitySources: ['method.request.header.constructor'],
        ttlSeconds: 300,
      },
    })
    const answer = await sendRaw(port, get('/?__proto__=1', '__proto__: x\r\n'))
    expect(answer).toMatch(/^HTTP\/1\.1 401/)
    expect(events).toHaveLength(0)
  })
})

describe('slow ones', () => {
  it('a client that dribbles holds up nobody', async () => {
    const { port } = await listen()
    const slow = connect(port, '127.0.0.1', () => slow.write('GET / HTTP/1.1\r\nHost: x\r\nX: '))
    slow.on('error', () => {})
    const dribble = setInterval(() => slow.write('a'), 20)
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => sendRaw(port, get('/'))),
    )
    clearInterval(dribble)
    slow.destroy()
    expect(answers.every((answer) => answer.startsWith('HTTP/1.1 200'))).toBe(true)
  })

  it('a client that goes away in the middle of its body stops nothing', async () => {
    const { port, events } = await listen()
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST / HTTP/1.1\r\n${head}Content-Length: 1000\r\n\r\nabc`, () => {
          socket.destroy()
          resolve()
        })
      })
    })
    expect(await sendRaw(port, get('/'))).toMatch(/^HTTP\/1\.1 200/)
    expect(events).toHaveLength(1)
  })

  it('an authorizer that never answers is a 500 after its time, and delays nobody else', async () => {
    const { port } = await listen(
      async ({ authorizationToken }) =>
        authorizationToken === 'stuck' ? new Promise(() => {}) : allowAll,
      {
        authorizer: {
          type: 'TOKEN',
          identitySources: ['method.request.header.Authorization'],
          ttlSeconds: 300,
          timeoutMilliseconds: 300,
        },
      },
    )
    const startedAt = performance.now()
    const stuck = sendRaw(port, get('/').replace('Authorization: a', 'Authorization: stuck'))
    expect(await sendRaw(port, get('/'))).toMatch(/^HTTP\/1\.1 200/)
    expect(performance.now() - startedAt).toBeLessThan(290)
    const answer = await stuck
    expect(answer).toMatch(/^HTTP\/1\.1 500/)
    expect(answer).toContain('{"message":null}')
  })
})

describe('many requests', () => {
  it('10 000 of them, each with its own credential, leave little behind', async () => {
    const { gateway } = gatewayWith(() => allowAll, {
      authorizer: {
        type: 'TOKEN',
        identitySources: ['method.request.header.Authorization'],
        ttlSeconds: 300,
      },
    })
    const send = async (from: number, count: number): Promise<void> => {
      for (let index = from; index < from + count; index += 1) {
        await gateway.inject({ url: `/${index}`, headers: { authorization: `t${index}` } })
      }
    }
    await send(0, 2000)
    const before = heapBytes()
    await send(2000, 10_000)
    // 10 000 cached answers, and no more than that many.
    const afterFirst = heapBytes() - before
    await send(12_000, 10_000)
    expect(heapBytes() - before - afterFirst).toBeLessThan(8_000_000)
  }, 30_000)
})

function heapBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
