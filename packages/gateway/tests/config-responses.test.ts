import {
  abstain,
  bearerChallenge,
  defineConfig,
  definePlugin,
  forbidden,
  pass,
  problem,
  withCors,
} from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createGateway } from '../src/index.js'
import type { GatewayResponses } from '../src/index.js'

const demo = definePlugin({
  name: 'demo',
  validate({ token }) {
    if (token === undefined || token === 'none') return abstain('no token')
    if (token === 'barred') throw forbidden('demo.not_allowed')
    if (token === 'broken') throw new Error('an outage')
    return pass({ principalId: token })
  },
})
const resourceMetadata = 'https://api.example.com/.well-known/oauth-protected-resource'
const config = defineConfig({
  plugins: [demo()],
  responses: withCors(
    { origin: 'https://app.example.com', credentials: true },
    {
      unauthenticated: problem({
        status: 401,
        title: 'Unauthorized',
        headers: { 'WWW-Authenticate': bearerChallenge({ resourceMetadata }) },
      }),
      forbidden: {
        headers: { 'X-Denial': '$context.authorizer.code' },
        body: '{"code":"$context.authorizer.code","message":$context.error.messageString}',
      },
    },
  ),
})

async function serve(gatewayResponses: GatewayResponses = {}): Promise<string> {
  const runtime = { logger: createTestLogger() }
  const gateway = createGateway({ config, runtime, gatewayResponses })
  onTestFinished(async () => gateway.close())
  const { url } = await gateway.listen({ port: 0 })
  return url
}

const ask = async (url: string, token?: string): Promise<Response> =>
  fetch(`${url}/orders`, { headers: token === undefined ? {} : { Authorization: token } })

describe('the responses of a config, over HTTP', () => {
  it.each([
    ['nothing is sent', undefined, 401],
    ['nobody is known', 'none', 401],
    ['the caller may not', 'barred', 403],
    ['the chain fails', 'broken', 500],
  ])('carry CORS headers when %s', async (_case, token, status) => {
    const response = await ask(await serve(), token)
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it('tell a client where to get a token, and let a script read it', async () => {
    const { headers } = await ask(await serve())
    expect(headers.get('www-authenticate')).toBe(`Bearer resource_metadata="${resourceMetadata}"`)
    expect(headers.get('access-control-expose-headers')).toBe('WWW-Authenticate')
  })

  it('are problem details with the id of the request', async () => {
    const response = await ask(await serve(), 'none')
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      instance: `urn:request:${response.headers.get('x-amzn-requestid')}`,
    })
  })

  it('say why the caller may not', async () => {
    const response = await ask(await serve(), 'barred')
    expect(response.headers.get('x-denial')).toBe('demo.not_allowed')
    expect(await response.json()).toMatchObject({ code: 'demo.not_allowed' })
  })

  it('leave an allowed request alone', async () => {
    const response = await ask(await serve(), 'ann')
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('give way to those of the API, type by type', async () => {
    const url = await serve({ ACCESS_DENIED: { statusCode: 404 } })
    const denied = await ask(url, 'barred')
    expect(denied.status).toBe(404)
    expect(denied.headers.get('access-control-allow-origin')).toBeNull()
    expect((await ask(url)).headers.has('www-authenticate')).toBe(true)
  })

  it('change with the config', async () => {
    const gateway = createGateway({ config })
    gateway.replace({ config: defineConfig({ plugins: [demo()] }) })
    const { headers } = await gateway.inject({ url: '/orders' })
    expect(headers).not.toHaveProperty('www-authenticate')
  })
})
