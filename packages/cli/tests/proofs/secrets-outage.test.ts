import { createHandler, ssm } from '@authchain/core'
import type { AnyPlugin } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { apiKey, createApiKey, ssmKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { leftOut, startParameterStore } from '../helpers/parameter-store.js'
import type { ParameterStore } from '../helpers/parameter-store.js'
import { startGateway } from '../helpers/running-gateway.js'
import { shapes } from '../helpers/shapes.js'
import { signWithSecret } from '../helpers/shared-secret-token.js'

const ttlMilliseconds = 331_000
const secret = 'only-secret-of-32-bytes-or-more!!'
const { key, record } = createApiKey()

/** What depends on Parameter Store, and a credential that it would find good. */
const dependents: readonly (readonly [string, () => AnyPlugin, string])[] = [
  [
    'a shared secret',
    () => jwt({ issuer: 'orders-auth', audience: 'orders', secret: ssm('/outage/jwt') }),
    signWithSecret(secret),
  ],
  ['API keys', () => apiKey({ keys: ssmKeys('/outage/keys'), from: 'bearer' }), key],
]
const outages = [
  ['resets connections', 'reset'],
  ['hangs', 'hang'],
  ['throttles', { status: 400, type: 'ThrottlingException' }],
  ['answers 500', { status: 500, type: 'InternalServerError' }],
] as const
const refusals = [
  ['denies access', { status: 400, type: 'AccessDeniedException' }],
  ['has lost the KMS key', { status: 400, type: 'InvalidKeyId' }],
] as const

describe.skipIf(leftOut !== undefined)(`Parameter Store in trouble ${leftOut ?? ''}`, () => {
  let store: ParameterStore

  beforeAll(async () => {
    store = await startParameterStore()
    await store.put('/outage/jwt', secret)
    await store.put(`/outage/keys/${record.id}`, JSON.stringify(record))
  }, 60_000)
  afterAll(async () => {
    await store.stop()
  })
  beforeEach(() => {
    store.proxy.forget()
  })

  describe.each(dependents)('%s', (_what, create, credential) => {
    it.each([...outages, ...refusals])(
      'let nobody in on a cold start while it %s',
      async (_case, fault) => {
        store.proxy.fail(() => fault)
        const gateway = await startGateway({ plugins: [create()] })
        for (const answer of [await gateway.ask(credential), await gateway.ask(credential)]) {
          expect(answer).toMatch(/^500 /)
        }
      },
      15_000,
    )

    it.each(outages)(
      'go on with what is known while it %s',
      async (_case, fault) => {
        const gateway = await startGateway({ plugins: [create()] })
        expect(await gateway.ask(credential)).toBe('200')
        store.proxy.fail(() => fault)
        gateway.clock.advance(ttlMilliseconds)
        expect(await gateway.askAll([credential, credential])).toEqual({ '200': 2 })
        expect(await gateway.ask('nonsense')).toMatch(/^401 /)
      },
      15_000,
    )

    it.each(refusals)('are out of use once it %s', async (_case, fault) => {
      const gateway = await startGateway({ plugins: [create()] })
      expect(await gateway.ask(credential)).toBe('200')
      store.proxy.fail(() => fault)
      gateway.clock.advance(ttlMilliseconds)
      expect(await gateway.ask(credential)).toMatch(/^500 /)
    })

    it.each(shapes.map((shape) => [shape.name, shape] as const))(
      'are a failure in the answer to a %s event',
      async (_name, { authorizer, toEvent }) => {
        store.proxy.fail(() => 'reset')
        const config = { authorizer, plugins: [create()] }
        const handler = createHandler(config, { logger: createTestLogger() })
        await expect(handler(toEvent(`Bearer ${credential}`))).rejects.toThrow(
          /^Authorizer failure$/,
        )
      },
    )
  })
})
