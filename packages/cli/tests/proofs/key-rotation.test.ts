import { requireScope } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSigningKey, startOidcIssuer } from '../helpers/oidc-issuer.js'
import type { OidcIssuer } from '../helpers/oidc-issuer.js'
import { startGateway } from '../helpers/running-gateway.js'
import type { RunningGateway } from '../helpers/running-gateway.js'

const minute = 60_000
const oldKey = createSigningKey('2026-11')
const newKey = createSigningKey('2026-12')

interface Bench {
  readonly issuer: OidcIssuer
  readonly gateway: RunningGateway
  readonly oldToken: string
}

async function start(): Promise<Bench> {
  const issuer = await startOidcIssuer(oldKey)
  onTestFinished(async () => issuer.stop().catch(() => {}))
  const gateway = await startGateway({
    plugins: [jwt({ issuer: issuer.url, audience: 'orders' }), requireScope('orders:read')],
  })
  return { issuer, gateway, oldToken: await issuer.requestToken() }
}

/** So many requests, one kind after the other in turn. */
const mixed = (count: number, ...tokens: readonly string[]): readonly string[] =>
  Array.from({ length: count }, (_, index) => tokens[index % tokens.length] ?? '')

describe('an issuer that rotates its signing key while requests run', () => {
  it('loses no good request of 200, and is refused the withdrawn key after the refresh', async () => {
    const { issuer, gateway, oldToken } = await start()
    expect(await gateway.askAll(mixed(50, oldToken))).toEqual({ '200': 50 })
    expect(issuer.keySetRequests()).toBe(1)

    // The new key signs, and the old one is still published: both kinds of token are good.
    const running = gateway.askAll(mixed(30, oldToken))
    issuer.publish(newKey, oldKey)
    const newToken = await issuer.requestToken()
    expect(await gateway.askAll(mixed(60, oldToken, newToken))).toEqual({ '200': 60 })
    expect(await running).toEqual({ '200': 30 })
    expect(issuer.keySetRequests()).toBe(2)

    // Withdrawn: tokens of the new key go on, those of the old one end within ten minutes.
    issuer.publish(newKey)
    expect(await gateway.askAll(mixed(30, newToken))).toEqual({ '200': 30 })
    gateway.clock.advance(10 * minute)
    expect(await gateway.askAll(mixed(30, newToken))).toEqual({ '200': 30 })
    expect(await gateway.askAll(mixed(10, oldToken, newToken))).toEqual({
      '200': 5,
      '401 jwt.unknown_key': 5,
    })
  }, 30_000)

  it('survives a restart of the issuer with other keys on the same port', async () => {
    const { issuer, gateway, oldToken } = await start()
    expect(await gateway.ask(oldToken)).toBe('200')
    await issuer.stop()
    // While it is away, also beyond the age at which keys are asked for anew.
    expect(await gateway.askAll(mixed(20, oldToken))).toEqual({ '200': 20 })
    gateway.clock.advance(11 * minute)
    expect(await gateway.askAll(mixed(20, oldToken))).toEqual({ '200': 20 })

    issuer.publish(newKey)
    await issuer.start()
    const newToken = await issuer.requestToken()
    gateway.clock.advance(minute)
    expect(await gateway.askAll(mixed(20, newToken))).toEqual({ '200': 20 })
    expect(await gateway.ask(oldToken)).toBe('401 jwt.unknown_key')
  }, 30_000)

  it('takes the new key at once, without waiting for the refresh', async () => {
    const { issuer, gateway, oldToken } = await start()
    expect(await gateway.ask(oldToken)).toBe('200')
    issuer.publish(newKey)
    const newToken = await issuer.requestToken()
    expect(await gateway.askAll(mixed(40, newToken))).toEqual({ '200': 40 })
    expect(issuer.keySetRequests()).toBe(2)
    expect(await gateway.ask(oldToken)).toBe('401 jwt.unknown_key')
  }, 30_000)

  it('is not asked again and again by tokens of keys that nobody has', async () => {
    const { issuer, gateway, oldToken } = await start()
    const strangers = await startOidcIssuer(createSigningKey('nobody'))
    onTestFinished(async () => strangers.stop())
    const [, payload = ''] = oldToken.split('.')
    const [header = ''] = (await strangers.requestToken()).split('.')
    const made = `${header}.${payload}.${'A'.repeat(86)}`
    for (let round = 0; round < 5; round += 1) {
      expect(await gateway.askAll(mixed(20, made, oldToken))).toEqual({
        '200': 10,
        '401 jwt.unknown_key': 10,
      })
    }
    expect(issuer.keySetRequests()).toBeLessThanOrEqual(4)
  }, 30_000)
})
