import { createHandler, ssm } from '@authchain/core'
import type { AnyPlugin } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { apiKey, createApiKey, ssmKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftOut, startParameterStore } from '../helpers/parameter-store.js'
import type { ParameterStore } from '../helpers/parameter-store.js'
import { startGateway } from '../helpers/running-gateway.js'
import { shapes } from '../helpers/shapes.js'
import { signWithSecret } from '../helpers/shared-secret-token.js'

const ttlMilliseconds = 331_000
const secret = 'only-secret-of-32-bytes-or-more!!'
const { key, record } = createApiKey()

/** What depends on Parameter Store below a path, and a credential that it would find good. */
const dependents: readonly (readonly [string, (path: `/${string}`) => AnyPlugin, string])[] = [
  [
    'a shared secret',
    (path) => jwt({ issuer: 'orders-auth', audience: 'orders', secret: ssm(`${path}/jwt`) }),
    signWithSecret(secret),
  ],
  ['API keys', (path) => apiKey({ keys: ssmKeys(path), from: 'bearer' }), key],
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

type Fault = (typeof outages | typeof refusals)[number][1]

describe.skipIf(leftOut !== undefined)(`Parameter Store in trouble ${leftOut ?? ''}`, () => {
  const faults = new Map<string, Fault>()
  let store: ParameterStore
  let paths = 0

  beforeAll(async () => {
    store = await startParameterStore()
    store.proxy.fail(({ Name, Names = [Name] }) => {
      const [, path] = String((Names as readonly unknown[])[0]).split('/')
      return faults.get(`/${path}`)
    })
  }, 60_000)
  afterAll(async () => {
    await store.stop()
  })
  /** A path of its own, so that tests run side by side; what stands there is the same for all. */
  async function fill(): Promise<`/${string}`> {
    paths += 1
    const path = `/outage-${paths}` as const
    await store.put(`${path}/jwt`, secret)
    await store.put(`${path}/${record.id}`, JSON.stringify(record))
    return path
  }

  describe.concurrent.each(dependents)('%s', (_what, create, credential) => {
    it.for([...outages, ...refusals])(
      'let nobody in on a cold start while it %s',
      { timeout: 15_000 },
      async ([, fault], { onTestFinished }) => {
        const path = await fill()
        faults.set(path, fault)
        const gateway = await startGateway({ plugins: [create(path)] }, onTestFinished)
        for (const answer of [await gateway.ask(credential), await gateway.ask(credential)]) {
          expect(answer).toMatch(/^500 /)
        }
      },
    )

    it.for(outages)(
      'go on with what is known while it %s',
      { timeout: 15_000 },
      async ([, fault], { onTestFinished }) => {
        const path = await fill()
        const gateway = await startGateway({ plugins: [create(path)] }, onTestFinished)
        expect(await gateway.ask(credential)).toBe('200')
        faults.set(path, fault)
        gateway.clock.advance(ttlMilliseconds)
        expect(await gateway.askAll([credential, credential])).toEqual({ '200': 2 })
        expect(await gateway.ask('nonsense')).toMatch(/^401 /)
      },
    )

    it('go on with what is known within the time of a function that has 3 s', async ({
      onTestFinished,
    }) => {
      const path = await fill()
      const config = { plugins: [create(path)], deadlineMilliseconds: 2750 }
      const gateway = await startGateway(config, onTestFinished)
      expect(await gateway.ask(credential)).toBe('200')
      faults.set(path, 'hang')
      gateway.clock.advance(ttlMilliseconds)
      expect(await gateway.askAll([credential, credential])).toEqual({ '200': 2 })
      expect(await gateway.ask(credential)).toBe('200')
    }, 15_000)

    it.for(refusals)('are out of use once it %s', async ([, fault], { onTestFinished }) => {
      const path = await fill()
      const gateway = await startGateway({ plugins: [create(path)] }, onTestFinished)
      expect(await gateway.ask(credential)).toBe('200')
      faults.set(path, fault)
      gateway.clock.advance(ttlMilliseconds)
      expect(await gateway.ask(credential)).toMatch(/^500 /)
    })

    it.each(shapes.map((shape) => [shape.name, shape] as const))(
      'are a failure in the answer to a %s event',
      async (_name, { authorizer, toEvent }) => {
        const path = await fill()
        faults.set(path, 'reset')
        const config = { authorizer, plugins: [create(path)] }
        const handler = createHandler(config, { logger: createTestLogger() })
        await expect(handler(toEvent(`Bearer ${credential}`))).rejects.toThrow(
          /^Authorizer failure$/,
        )
      },
      15_000,
    )
  })
})
