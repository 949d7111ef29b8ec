import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { sendHttpRequest } from '../../src/handler/http-client.js'

let server: Server | undefined

async function serve(listener: RequestListener): Promise<URL> {
  server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`)
}

const soon = (): AbortSignal => AbortSignal.timeout(2000)

describe('the HTTP client of plugins', () => {
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  it('sends what it is told and reads the whole answer', async () => {
    const url = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        response.setHeader('X-Echo', [request.method ?? '', String(request.headers['x-a'])])
        response.end(body)
      })
    })
    const answer = await sendHttpRequest({
      url,
      method: 'POST',
      headers: { 'x-a': 'b' },
      body: 'text',
      signal: soon(),
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['x-echo']).toBe('POST, b')
    expect(Buffer.from(answer.body).toString()).toBe('text')
  })

  it('follows no redirect', async () => {
    let requests = 0
    const url = await serve((_request, response) => {
      requests += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(await sendHttpRequest({ url, signal: soon() })).toMatchObject({ status: 302 })
    expect(requests).toBe(1)
  })

  it('ends a body that is longer than allowed', async () => {
    const url = await serve((_request, response) => {
      response.write('x'.repeat(100_000))
      setInterval(() => response.write('x'.repeat(100_000)), 1).unref()
    })
    await expect(sendHttpRequest({ url, maxBytes: 150_000, signal: soon() })).rejects.toMatchObject(
      {
        code: 'http.body_too_large',
      },
    )
  })

  it('inflates nothing', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync('x'.repeat(1_000_000)))
    })
    await expect(sendHttpRequest({ url, signal: soon() })).rejects.toMatchObject({
      code: 'http.encoded_body',
    })
  })

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    [
      'drips its body for ever',
      (_request, response) => {
        setInterval(() => response.write(' '), 5).unref()
      },
    ],
  ])('gives up with the signal when the server %s', async (_case, listener) => {
    const url = await serve(listener)
    await expect(sendHttpRequest({ url, signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort/)
  })

  it('rejects when the connection breaks in the middle of the body', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half')
      setTimeout(() => request.socket.resetAndDestroy(), 5)
    })
    await expect(sendHttpRequest({ url, signal: soon() })).rejects.toThrow(/aborted|reset/)
  })

  it('asks for JSON as it is, whatever else is asked for', async () => {
    const url = await serve((request, response) => {
      response.end(`${request.headers.accept} ${request.headers['accept-encoding']}`)
    })
    const headers = { 'accept-encoding': 'gzip' }
    const { body } = await sendHttpRequest({ url, headers, signal: soon() })
    expect(Buffer.from(body).toString()).toBe('application/json identity')
  })

  it('uses a connection of its own for each request', async () => {
    const ports = new Set<number | undefined>()
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('{}')
    })
    await sendHttpRequest({ url, signal: soon() })
    await sendHttpRequest({ url, signal: soon() })
    expect(ports.size).toBe(2)
  })

  it('sends nothing in clear to another machine', async () => {
    const request = { url: new URL('http://192.0.2.1/keys'), signal: soon() }
    await expect(sendHttpRequest(request)).rejects.toMatchObject({ code: 'http.insecure_url' })
  })
})
