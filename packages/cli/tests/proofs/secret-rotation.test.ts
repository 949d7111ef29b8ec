import { ssm } from '@authchain/core'
import { apiKey, createApiKey, ssmKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { leftOut, startParameterStore } from '../helpers/parameter-store.js'
import type { ParameterStore } from '../helpers/parameter-store.js'
import { startGateway } from '../helpers/running-gateway.js'
import type { RunningGateway } from '../helpers/running-gateway.js'
import { signWithSecret } from '../helpers/shared-secret-token.js'

const second = 1000
/** Five minutes, and at most a tenth of it more. */
const ttl = 331 * second
/** Five minutes, and at most a tenth of it less. */
const stillFresh = 269 * second
const many = (count: number, token: string): readonly string[] =>
  Array.from({ length: count }, () => token)

describe.skipIf(leftOut !== undefined)(`a secret store that changes ${leftOut ?? ''}`, () => {
  let store: ParameterStore

  beforeAll(async () => {
    store = await startParameterStore()
  }, 60_000)
  afterAll(async () => {
    await store.stop()
  })
  beforeEach(() => {
    store.proxy.forget()
  })

  const startSharedSecret = async (name: `/${string}`): Promise<RunningGateway> =>
    startGateway({
      plugins: [jwt({ issuer: 'orders-auth', audience: 'orders', secret: ssm(name) })],
    })

  it('is followed within the TTL by an HS256 secret, and no good request is lost', async () => {
    const [before, after] = [
      'first-secret-of-32-bytes-or-more!',
      'second-secret-of-32-bytes-or-more',
    ]
    await store.put('/rotated/jwt', before)
    const gateway = await startSharedSecret('/rotated/jwt')
    const [oldToken, newToken] = [signWithSecret(before), signWithSecret(after)]
    expect(await gateway.askAll(many(50, oldToken))).toEqual({ '200': 50 })

    await store.put('/rotated/jwt', after)
    gateway.clock.advance(stillFresh)
    expect(await gateway.askAll(many(50, oldToken))).toEqual({ '200': 50 })
    gateway.clock.advance(ttl - stillFresh)
    // All at once find the secret too old: they wait for one load, and none of them is lost.
    expect(await gateway.askAll(many(100, newToken))).toEqual({ '200': 100 })
    expect(await gateway.askAll([oldToken, newToken])).toEqual({
      '200': 1,
      '401 jwt.bad_signature': 1,
    })
    expect(store.proxy.calls).toHaveLength(2)
  }, 30_000)

  it('bridges an outage with the last known secret, and follows once it is back', async () => {
    const [before, after] = [
      'first-secret-of-32-bytes-or-more!',
      'second-secret-of-32-bytes-or-more',
    ]
    await store.put('/bridged/jwt', before)
    const gateway = await startSharedSecret('/bridged/jwt')
    expect(await gateway.ask(signWithSecret(before))).toBe('200')
    await store.put('/bridged/jwt', after)
    store.proxy.fail(() => 'reset')
    gateway.clock.advance(ttl)
    expect(await gateway.askAll(many(30, signWithSecret(before)))).toEqual({ '200': 30 })
    store.proxy.forget()
    gateway.clock.advance(31 * second)
    expect(await gateway.askAll(many(30, signWithSecret(after)))).toEqual({ '200': 30 })
    expect(await gateway.ask(signWithSecret(before))).toBe('401 jwt.bad_signature')
  }, 30_000)

  it('ends at once, after the TTL, for a secret that was deleted', async () => {
    const secret = 'only-secret-of-32-bytes-or-more!!'
    await store.put('/deleted/jwt', secret)
    const gateway = await startSharedSecret('/deleted/jwt')
    expect(await gateway.ask(signWithSecret(secret))).toBe('200')
    await store.remove('/deleted/jwt')
    gateway.clock.advance(ttl)
    expect(await gateway.ask(signWithSecret(secret))).toBe('500 secret.missing')
  }, 30_000)

  it.each([
    ['disabled', 'api_key.disabled'],
    ['deleted', 'api_key.unknown'],
  ])(
    'refuses an API key that was %s within the TTL, and goes on with the others',
    async (how, code) => {
      const [revoked, kept] = [
        createApiKey({ principalId: 'a' }),
        createApiKey({ principalId: 'b' }),
      ]
      for (const { record } of [revoked, kept]) {
        await store.put(`/keys/${record.id}`, JSON.stringify(record))
      }
      const gateway = await startGateway({
        plugins: [apiKey({ keys: ssmKeys('/keys'), from: 'bearer' })],
      })
      expect(await gateway.askAll([...many(25, revoked.key), ...many(25, kept.key)])).toEqual({
        '200': 50,
      })
      const name = `/keys/${revoked.record.id}`
      if (how === 'deleted') await store.remove(name)
      else await store.put(name, JSON.stringify({ ...revoked.record, disabled: true }))
      gateway.clock.advance(ttl)
      expect(await gateway.askAll([...many(25, revoked.key), ...many(25, kept.key)])).toEqual({
        '200': 25,
        [`401 ${code}`]: 25,
      })
    },
    30_000,
  )
})
