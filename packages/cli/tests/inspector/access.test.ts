import { describe, expect, it } from 'vitest'
import { isLoopback } from '../../src/inspector/access.js'
import { startInspected } from '../helpers/inspected.js'
import type { Inspected } from '../helpers/inspected.js'
import { sendRaw, statusOf } from '../helpers/raw-http.js'

const raw = async (
  { port }: Inspected,
  target: string,
  headers: readonly string[],
  method = 'GET',
): Promise<number> =>
  statusOf(await sendRaw(port, [`${method} ${target} HTTP/1.1`, ...headers, 'Connection: close']))

describe('the inspector', () => {
  it.each([
    ['this server by its address', (port: number) => [`Host: 127.0.0.1:${port}`], 200],
    ['this server by its name', (port: number) => [`Host: localhost:${port}`], 200],
    ['a site that points its name here', (port: number) => [`Host: evil.example:${port}`], 403],
    ['another port', (port: number) => [`Host: 127.0.0.1:${port + 1}`], 403],
    ['no port', () => ['Host: 127.0.0.1'], 403],
    [
      'a name that only begins alike',
      (port: number) => [`Host: localhost.evil.example:${port}`],
      403,
    ],
    ['user information', (port: number) => [`Host: x@127.0.0.1:${port}`], 403],
  ] as const)('answers a Host that is %s', async (_case, toHost, status) => {
    const inspected = await startInspected()
    const headers = [...toHost(inspected.port), `X-Authchain-Token: ${inspected.token}`]
    expect(await raw(inspected, '/__authchain/api/requests', headers)).toBe(status)
  })

  it.each([
    ['the token twice', (token: string) => [token, token]],
    ['another token', (token: string) => [`${token.slice(1)}x`]],
    ['an empty token', () => ['']],
    ['no token', () => []],
  ] as const)('refuses to read with %s', async (_case, toTokens) => {
    const inspected = await startInspected()
    const tokens = toTokens(inspected.token).map((token) => `X-Authchain-Token: ${token}`)
    const headers = [`Host: 127.0.0.1:${inspected.port}`, ...tokens]
    expect(await raw(inspected, '/__authchain/api/requests', headers)).toBe(401)
    expect(await raw(inspected, '/__authchain/api/events?token=x', headers)).toBe(401)
  })

  it('takes the token in the query for the event stream alone', async () => {
    const inspected = await startInspected()
    const { token } = inspected
    const headers = [`Host: 127.0.0.1:${inspected.port}`]
    expect(await raw(inspected, `/__authchain/api/requests?token=${token}`, headers)).toBe(401)
  })

  it.each([
    ['from another origin', { Origin: 'http://evil.example' }, 403],
    ['from another port', { Origin: 'http://127.0.0.1:1' }, 403],
    ['from an opaque origin', { Origin: 'null' }, 403],
    ['that another site caused', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['as a form sends it', { 'Content-Type': 'text/plain' }, 415],
    ['with another token', { 'X-Authchain-Token': 'x' }, 401],
  ])('refuses a change %s', async (_case, headers, status) => {
    const inspected = await startInspected()
    const before = (await inspected.list()).gateway.clock.offsetSeconds
    expect((await inspected.post('clock', { advanceSeconds: 60 }, headers)).status).toBe(status)
    expect((await inspected.list()).gateway.clock.offsetSeconds).toBe(before)
  })

  it('refuses a change without an Origin', async () => {
    const inspected = await startInspected()
    const headers = [
      `Host: 127.0.0.1:${inspected.port}`,
      `X-Authchain-Token: ${inspected.token}`,
      'Content-Type: application/json',
      'Content-Length: 2',
    ]
    expect(await raw(inspected, '/__authchain/api/flush', headers, 'POST')).toBe(403)
  })

  it('refuses other methods, preflights among them', async () => {
    const inspected = await startInspected()
    const headers = { 'X-Authchain-Token': inspected.token }
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
      const response = await fetch(`${inspected.url}/__authchain/api/flush`, { method, headers })
      expect(response.status).toBe(405)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('lets nobody frame it, read it from elsewhere, or keep it', async () => {
    const inspected = await startInspected()
    for (const path of ['', 'api/requests', 'api/nothing', 'nothing']) {
      const { headers } = await fetch(`${inspected.url}/__authchain/${path}`)
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      })
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  it('keeps its own paths from the authorizer, and no other', async () => {
    const inspected = await startInspected()
    const host = [`Host: 127.0.0.1:${inspected.port}`]
    const own = ['/__authchain', '/__authchain/', '/__authchain/x/../../orders', '/__authchain/?x']
    for (const target of own) await raw(inspected, target, host)
    expect(inspected.reached).toEqual([])
    const others = [
      '//__authchain/',
      '/__AUTHCHAIN/',
      '/__authchainx',
      '/x/../__authchain/',
      '/%5f_authchain/',
      `http://127.0.0.1:${inspected.port}/__authchain/`,
    ]
    for (const target of others) expect(await raw(inspected, target, host)).toBe(401)
    expect(inspected.reached).toHaveLength(others.length)
  })

  it('is for loopback addresses', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost'].every(isLoopback)).toBe(true)
    const elsewhere = ['0.0.0.0', '::', '192.168.1.2', '127.0.0.1.evil.example', '']
    expect(elsewhere.some(isLoopback)).toBe(false)
  })
})
