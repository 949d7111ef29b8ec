import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ApiOptions, Gateway, GatewayAuthorizer, RequestTrace } from '../src/index.js'
import { allowAll, apiArn, gatewayWith, policy, requestAuthorizer } from './helpers/authorizers.js'

const open: Gateway[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (gateway) => gateway.close()))
})

async function listen(
  answer: (event: Readonly<Record<string, unknown>>) => unknown,
  options: ApiOptions & { readonly authorizer?: GatewayAuthorizer } = {},
) {
  const traces: RequestTrace[] = []
  const onTrace = (trace: RequestTrace): void => void traces.push(trace)
  const { gateway, events } = gatewayWith(answer, { onTrace, ...options })
  open.push(gateway)
  const { port, url } = await gateway.listen({ port: 0 })
  return { gateway, events, port, url, traces }
}

interface Raw {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

async function send(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  body?: Uint8Array,
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ port, path, headers, method, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: text })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Writes bytes as they are and reads until the server closes. */
async function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (answer += chunk))
    socket.on('close', () => {
      resolve(answer)
    })
    socket.on('error', reject)
  })
}

const bearer = { authorization: 'Bearer the-callers-own-credential' }

describe('answers over HTTP', () => {
  it.each([
    ['no credential', {}, allowAll, 401, '{"message":"Unauthorized"}', 'UnauthorizedException'],
    [
      'a failing authorizer',
      bearer,
      'boom',
      500,
      '{"message":null}',
      'AuthorizerConfigurationException',
    ],
    [
      'an explicit deny',
      bearer,
      { principalId: 'u', policyDocument: policy('Deny', '*') },
      403,
      '{"Message":"User is not authorized to access this resource with an explicit deny"}',
      'AccessDeniedException',
    ],
    [
      'a policy that does not match',
      bearer,
      { principalId: 'u', policyDocument: policy('Allow', `${apiArn}/test/POST/*`) },
      403,
      '{"Message":"User is not authorized to access this resource"}',
      'AccessDeniedException',
    ],
  ])('%s is answered to the letter', async (_case, headers, answer, status, body, errorType) => {
    const { port } = await listen(() => answer)
    const response = await send(port, '/pets', headers)
    expect(response.body).toBe(body)
    expect(response.status).toBe(status)
    expect(response.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(body.length),
      'x-amzn-errortype': errorType,
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amz-apigw-id': expect.stringMatching(/^[\w+/]{15}=$/),
    })
  })

  it('an unknown route is answered to the letter, and the authorizer is not asked', async () => {
    const { port, events } = await listen(() => allowAll, { routes: ['GET /pets'] })
    for (const [method, path] of [
      ['POST', '/pets'],
      ['GET', '/cats'],
    ] as const) {
      const response = await send(port, path, bearer, method)
      expect(response.status).toBe(403)
      expect(response.body).toBe('{"message":"Missing Authentication Token"}')
      expect(response.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException')
    }
    expect(events).toHaveLength(0)
  })

  it('an allowed request reaches the backend, which never shows the credential', async () => {
    const { port, traces } = await listen(() => ({ ...allowAll, context: { tier: 1 } }))
    const response = await send(port, '/pets?x=1', { ...bearer, 'x-api-key': 'k-secret' })
    expect(response.status).toBe(200)
    expect(JSON.parse(response.body)).toMatchObject({
      path: '/pets',
      stage: 'test',
      headers: { authorization: '***', 'x-api-key': '***', 'X-Forwarded-For': '127.0.0.1' },
      requestContext: { authorizer: { principalId: 'u', tier: '1' } },
    })
    expect(response.body).not.toContain('the-callers-own-credential')
    expect(response.body).not.toContain('k-secret')
    expect(traces).toMatchObject([{ status: 200, effect: 'Allow', principalId: 'u' }])
  })

  it('a public route asks nobody and carries no authorizer', async () => {
    const { port, events } = await listen(() => 'boom', { publicRoutes: ['GET /health'] })
    expect((await send(port, '/health')).status).toBe(200)
    expect((await send(port, '/health', bearer, 'POST')).status).toBe(500)
    expect(events).toHaveLength(1)
  })

  it.each([
    ['an ARN over 1600 bytes', `/${'a'.repeat(1600)}`, {}, 414, 'Request URI too long'],
    ['a head over 10 240 bytes', '/', { x: 'a'.repeat(10_240) }, 431, /Too Large/],
  ])('%s is turned away before the authorizer', async (_case, path, headers, status, body) => {
    const { port, events } = await listen(() => allowAll)
    const response = await send(port, path, { ...bearer, ...headers })
    expect(response.status).toBe(status)
    expect(response.body).toMatch(body)
    expect(events).toHaveLength(0)
  })

  it('a body over 10 MiB is turned away', async () => {
    const { port, events } = await listen(() => allowAll)
    const body = new Uint8Array(10_485_761)
    const response = await send(
      port,
      '/',
      { ...bearer, 'transfer-encoding': 'chunked' },
      'POST',
      body,
    )
    expect(response.status).toBe(413)
    expect(events).toHaveLength(0)
  })
})

describe('raw requests', () => {
  it.each([
    '//admin',
    '/a//b',
    '/a/../b',
    '/%2e%2e/%2F',
    '/users/*',
    '/a:b',
    '/A/b/',
    '/a;x=1',
    '/?',
  ])('the target %s arrives as it was sent', async (target) => {
    const { port, events } = await listen(() => allowAll)
    await sendRaw(
      port,
      `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nConnection: close\r\n\r\n`,
    )
    const [path = ''] = target.split('?')
    expect(events).toMatchObject([{ methodArn: `${apiArn}/test/GET${path}` }])
  })

  it('headers sent twice arrive twice, in order and in the case of the first', async () => {
    const { port, events } = await listen(() => allowAll, {
      authorizer: { ...requestAuthorizer, ttlSeconds: 0 },
    })
    await sendRaw(
      port,
      'GET / HTTP/1.1\r\nHost: x\r\nAUTHORIZATION: one\r\nauthorization: two\r\n' +
        'Cookie: a=1\r\nCookie: b=2\r\nTE: trailers\r\n__proto__: x\r\nConnection: close\r\n\r\n',
    )
    const [event] = events
    expect(event).toMatchObject({
      headers: { AUTHORIZATION: 'two', Cookie: 'b=2' },
      multiValueHeaders: { AUTHORIZATION: ['one', 'two'], Cookie: ['a=1', 'b=2'] },
    })
    const names = Object.keys(event?.['headers'] as object)
    expect(names).toContain('__proto__')
    expect(names).not.toContain('TE')
    expect(names).not.toContain('Connection')
  })

  it.each([
    [
      'a target that is not ASCII',
      'GET /\u00e9 HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nConnection: close\r\n\r\n',
    ],
    ['no request at all', 'hello\r\n\r\n'],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: x\r\n\r\n'],
    [
      'both lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['a bare line feed in a header', 'GET / HTTP/1.1\r\nHost: x\r\nAuthorization: a\nX: b\r\n\r\n'],
    ['100 KB of headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`],
  ])('%s never reaches the authorizer, and the server goes on', async (_case, text) => {
    const { port, events } = await listen(() => allowAll)
    expect(await sendRaw(port, text).catch(() => '')).not.toMatch(/^HTTP\/1.1 2/)
    expect(events).toHaveLength(0)
    expect((await send(port, '/', bearer)).status).toBe(200)
  })
})

describe('listen and close', () => {
  it('says that a port is taken', async () => {
    const { port } = await listen(() => allowAll)
    const { gateway } = gatewayWith(() => allowAll)
    await expect(gateway.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('closes although a client keeps its connection', async () => {
    const { gateway, port } = await listen(() => allowAll)
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    await new Promise((resolve) => {
      socket.on('connect', resolve)
    })
    await gateway.close()
    await expect(send(port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    socket.destroy()
  })
})
