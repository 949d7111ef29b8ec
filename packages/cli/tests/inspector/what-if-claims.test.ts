import { requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
import type { ReplayResult } from '@authchain/inspector/api'
import { generateKeyPairSync } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { signWithKey, toPublicKey } from '../helpers/es256-token.js'
import { startInspected } from '../helpers/inspected.js'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key: JsonWebKey = { ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256' }

async function startKeys(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ keys: [toPublicKey(key)] }))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const scoped = { scope: 'orders:read' }

describe('a replay with other claims', () => {
  it('is decided by the real chain, and only there', async () => {
    const issuer = await startKeys()
    const inspected = await startInspected({
      plugins: [
        jwt({ issuer, audience: 'orders', jwksUri: `${issuer}/keys`, typ: 'any' }),
        requireScope('orders:read'),
      ],
    })
    const authorization = `Bearer ${signWithKey(key, issuer, scoped)}`
    expect(await inspected.send('/orders/1', { authorization })).toBe(200)
    const { records, gateway } = await inspected.list()
    expect(gateway.can.claims).toBe(true)
    const what = async (changes: object): Promise<ReplayResult['replayed']> => {
      const response = await inspected.post('replay', { id: records[0]?.id, changes })
      return ((await response.json()) as ReplayResult).replayed
    }

    expect(await what({ claims: { sub: 'grace' } })).toMatchObject({
      effect: 'Allow',
      principalId: 'grace',
    })
    expect(await what({ claims: { scope: 'orders:write' } })).toMatchObject({
      code: 'require_scope.missing',
    })
    expect(await what({ claims: { aud: 'billing' } })).toMatchObject({ code: 'jwt.audience' })
    expect(await what({ claims: { exp: 1 } })).toMatchObject({ code: 'jwt.expired' })
    const removed = await what({ claims: { sub: null } })
    expect(removed.code).toBe('jwt.subject')

    // Sent once more without the change, the real token is what counts.
    expect(await what({})).toMatchObject({ principalId: 'ada' })
    expect(await what({ faults: [{ kind: 'network' }] })).toMatchObject({
      code: 'jwt.keys_unavailable',
    })
    expect(JSON.stringify(await inspected.list())).not.toContain(authorization.split('.')[1])
  })
})
