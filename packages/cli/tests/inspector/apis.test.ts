import type { AuthchainConfig } from '@authchain/core'
import type { ReplayResult } from '@authchain/inspector/api'
import { describe, expect, it } from 'vitest'
import { startInspected, tokens } from '../helpers/inspected.js'
import { sendRaw, statusOf } from '../helpers/raw-http.js'

const upgrade = (port: number): readonly string[] => [
  `Host: 127.0.0.1:${port}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

describe('the inspector of other APIs', () => {
  const simple: AuthchainConfig = {
    authorizer: { api: 'http', response: 'simple', ttlSeconds: 60 },
    plugins: [tokens],
  }

  it('records, exports and replays requests of an HTTP API', async () => {
    const inspected = await startInspected(simple)
    await inspected.send('/orders/1')
    await inspected.send('/orders/2')
    const { records, gateway } = await inspected.list()
    expect(gateway.authorizer.title).toContain('HTTP API')
    expect(records).toMatchObject([
      { effect: 'Allow', cache: { use: 'MISS' }, decision: { kind: 'allowed' }, policy: null },
      { effect: 'Allow', cache: { use: 'HIT', from: { path: '/orders/1' } } },
    ])
    const id = encodeURIComponent(records[0]?.id ?? '')
    expect((await inspected.get(`requests/${id}/export/event`)).status).toBe(200)
    const response = await inspected.post('replay', {
      id: records[0]?.id,
      changes: { headers: { authorization: null } },
    })
    expect(((await response.json()) as ReplayResult).replayed).toMatchObject({
      answer: { status: 401 },
      decision: { kind: 'unauthenticated' },
    })
  })

  it('says who denied where there is no policy', async () => {
    const inspected = await startInspected(simple)
    await inspected.send('/orders/1', { authorization: 'Bearer closed-credential' })
    const { records } = await inspected.list()
    expect(records[0]).toMatchObject({
      code: 'tokens.closed',
      decision: { kind: 'forbidden', plugin: 'tokens' },
      advice: [{ code: 'tokens.closed' }],
    })
  })

  it('answers upgrades under its own path on a WebSocket API, and only there', async () => {
    const inspected = await startInspected({
      authorizer: { api: 'websocket' },
      plugins: [tokens],
    })
    const { port } = inspected
    const own = await sendRaw(port, ['GET /__authchain/api/requests HTTP/1.1', ...upgrade(port)])
    expect(statusOf(own)).toBe(401)
    expect(own).toContain('X-Frame-Options: DENY')
    expect(inspected.reached).toEqual([])
    const other = await sendRaw(port, ['GET /chat HTTP/1.1', ...upgrade(port)])
    expect(statusOf(other)).toBe(403)
    expect(inspected.reached).toHaveLength(1)
  })

  it('shows the routes of a table, and what a cached answer opens of them', async () => {
    const inspected = await startInspected(
      { plugins: [tokens] },
      { routes: ['GET /orders/{id}', 'DELETE /orders/{id}'] },
    )
    await inspected.send('/orders/1')
    const { records, gateway } = await inspected.list()
    expect(gateway.routes).toEqual(['GET /orders/{id}', 'DELETE /orders/{id}'])
    expect(records[0]?.policy?.opens).toContainEqual({
      route: 'DELETE /orders/{id}',
      from: 'table',
      decision: 'Allow',
    })
  })
})
