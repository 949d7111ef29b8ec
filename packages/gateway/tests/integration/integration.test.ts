import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { proxyIntegration } from '../../src/index.js'
import type { IntegrationRequest } from '../../src/index.js'
import { allowAll, gatewayWith } from '../helpers/authorizers.js'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

interface Seen {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly rawHeaders: readonly string[]
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

async function backend(): Promise<{ readonly target: URL; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.setEncoding('utf8')
    incoming.on('data', (chunk: string) => (body += chunk))
    incoming.on('end', () => {
      const { method, url, rawHeaders, headers } = incoming
      seen.push({ method, url, rawHeaders, headers, body })
      outgoing.writeHead(
        201,
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-B', 'y'],
        ].flat(),
      )
      outgoing.end('made')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { target: new URL(`http://127.0.0.1:${port}/base/`), seen }
}

describe('proxyIntegration', () => {
  it('forwards the request as it was sent, with the context in a header of its own', async () => {
    const { target, seen } = await backend()
    const { gateway } = gatewayWith(() => ({ ...allowAll, context: { name: 'Zoë', n: 1 } }), {
      integration: proxyIntegration(target),
    })
    const response = await gateway.inject({
      method: 'POST',
      url: '/a//b/%2e%2e/?q=%20&q=2',
      headers: [
        ['authorization', 'x'],
        ['X-Two', '1'],
        ['X-Two', '2'],
        ['X-AuthChain-Authorizer', '{"principalId":"root"}'],
      ],
      body: 'hello',
    })
    expect(response).toMatchObject({ status: 201, body: 'made' })
    expect(response.headers).toMatchObject({ 'set-cookie': 'a=1, b=2', 'x-b': 'y' })
    expect(seen).toMatchObject([
      { method: 'POST', url: '/base/a//b/%2e%2e/?q=%20&q=2', body: 'hello' },
    ])
    expect(seen[0]?.headers['x-two']).toBe('1, 2')
    expect(seen[0]?.headers['host']).toBe(target.host)
    const context = String(seen[0]?.headers['x-authchain-authorizer'])
    expect(JSON.parse(context)).toMatchObject({ principalId: 'u', name: 'Zoë', n: '1' })
  })

  it('lets nobody bring a context of their own to a public route', async () => {
    const { target, seen } = await backend()
    const { gateway } = gatewayWith(() => allowAll, {
      publicRoutes: ['GET /health'],
      integration: proxyIntegration(target),
    })
    const headers = { 'x-authchain-authorizer': '{"principalId":"root"}' }
    expect((await gateway.inject({ url: '/health', headers })).status).toBe(201)
    expect(seen[0]?.headers).not.toHaveProperty('x-authchain-authorizer')
  })

  it('is a 504 when nothing listens there', async () => {
    const { target } = await backend()
    closers.splice(0)[0]?.()
    const { gateway } = gatewayWith(() => allowAll, { integration: proxyIntegration(target) })
    const response = await gateway.inject({ url: '/', headers: { authorization: 'x' } })
    expect(response.status).toBe(504)
    expect(response.json()).toEqual({ message: 'Internal server error' })
  })

  it('takes http and https only', () => {
    expect(() => proxyIntegration(new URL('file:///etc/passwd'))).toThrow(
      expect.objectContaining({ code: 'AC1001' }),
    )
  })
})

describe('any integration', () => {
  it.each([
    ['throws', () => Promise.reject(new Error('secret'))],
    ['answers with a status that is none', async () => ({ status: 42 })],
    ['answers with a header that is none', async () => ({ status: 200, headers: { 'a b': 'x' } })],
    ['answers with a line break', async () => ({ status: 200, headers: { a: 'x\r\nb: y' } })],
    ['answers nothing', async () => undefined as never],
  ])('is a 504 when it %s', async (_case, integration) => {
    const { gateway } = gatewayWith(() => allowAll, { integration })
    const response = await gateway.inject({ url: '/', headers: { authorization: 'x' } })
    expect(response.status).toBe(504)
    expect(response.body).not.toContain('secret')
  })

  it('cannot set the headers of the connection', async () => {
    const { gateway } = gatewayWith(() => allowAll, {
      integration: async () => ({
        status: 200,
        headers: { 'Content-Length': '1', Connection: 'close', 'X-A': ['1', '2'] },
        body: 'hello',
      }),
    })
    const response = await gateway.inject({ url: '/', headers: { authorization: 'x' } })
    expect(response).toMatchObject({ body: 'hello', headers: { 'x-a': '1, 2' } })
    expect(response.headers).not.toHaveProperty('content-length')
  })

  it('receives null for maps with nothing in them, and the context with its latency', async () => {
    const seen: IntegrationRequest[] = []
    const { gateway } = gatewayWith(() => ({ ...allowAll, context: { integrationLatency: 'x' } }), {
      integration: async (request) => {
        seen.push(request)
        return { status: 204 }
      },
    })
    await gateway.inject({ url: '/', headers: { authorization: 'x' } })
    expect(seen).toMatchObject([
      {
        queryStringParameters: null,
        pathParameters: null,
        stageVariables: null,
        requestContext: {
          authorizer: { principalId: 'u', integrationLatency: expect.any(Number) as unknown },
        },
      },
    ])
  })
})
