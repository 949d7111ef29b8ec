import { restTokenEvent } from '@authchain/core/testing'
import { createApiKey } from '@authchain/plugins-apikey'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftOut, startParameterStore } from '../../../cli/tests/helpers/parameter-store.js'
import type { ParameterStore } from '../../../cli/tests/helpers/parameter-store.js'
import { signWithSecret } from '../../../cli/tests/helpers/shared-secret-token.js'
import { toAuthorizer, toEnvironment } from './helpers/environment.js'
import { findStartError, startLambda } from './helpers/lambda.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const issuer = 'orders-auth'
const secret = 'a-secret-of-at-least-thirty-two-bytes'
const { key, record } = createApiKey({ principalId: 'partner' })
const inline = [{ plugin: 'api-key', options: { from: 'bearer', keys: [record] } }]
const allowed = { policyDocument: { Statement: [{ Effect: 'Allow' }] } }
const facts = { type: 'TOKEN' }

describe.skipIf(leftOut !== undefined)('Parameter Store', () => {
  let store: ParameterStore
  beforeAll(async () => {
    store = await startParameterStore()
  }, 60_000)
  afterAll(async () => store.stop())

  const aws = (): Readonly<Record<string, string>> => ({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: store.proxy.url,
  })
  const withParameter = (name: string): Readonly<Record<string, string>> => ({
    ...aws(),
    AUTHCHAIN_CHAIN_PARAMETER: name,
    AUTHCHAIN_AUTHORIZER: toAuthorizer(facts),
  })

  it('holds the chain', async () => {
    await store.put('/t/chain', JSON.stringify(inline))
    const lambda = await startLambda(unpackRuntime(), withParameter('/t/chain'))
    expect(await lambda.invoke(restTokenEvent(`Bearer ${key}`))).toMatchObject(allowed)
    await expect(lambda.invoke(restTokenEvent('Bearer x'))).rejects.toThrow('Unauthorized')
  })

  it('holds one version of the chain after the next', async () => {
    await store.put('/t/versions', JSON.stringify(inline))
    await store.put('/t/versions', '[]')
    const lambda = await startLambda(unpackRuntime(), withParameter('/t/versions:1'))
    expect(await lambda.invoke(restTokenEvent(`Bearer ${key}`))).toMatchObject(allowed)
    expect(await findStartError(unpackRuntime(), withParameter('/t/versions:2'))).toMatchObject({
      code: 'AC1001',
    })
  })

  it.each([
    ['garbage', 'jwt'],
    ['a secret in the open', '[{"plugin":"jwt","options":{"secret":"open"}}]'],
  ])('keeps the function from starting with %s in place of a chain', async (_case, text) => {
    await store.put('/t/wrong', text)
    const error = await findStartError(unpackRuntime(), withParameter('/t/wrong'))
    expect(error?.code).toMatch(/^AC100[13]$/)
    expect(error?.message).not.toContain(text)
  })

  it('is asked again after it could not answer: closed until then', async () => {
    const lambda = await startLambda(unpackRuntime(), withParameter('/t/later'))
    const ask = async (): Promise<unknown> => lambda.invoke(restTokenEvent(`Bearer ${key}`))
    await expect(ask()).rejects.toThrow('Authorizer failure')
    expect(lambda.log.at(-1)).toMatchObject({ kind: 'failure', code: 'runtime.chain_unavailable' })
    await store.put('/t/later', JSON.stringify(inline))
    await expect
      .poll(async () => ask().catch(String), { timeout: 8000, interval: 200 })
      .toMatchObject(allowed)
  }, 20_000)

  it('stays closed when what it answers later is wrong', async () => {
    const lambda = await startLambda(unpackRuntime(), withParameter('/t/later-wrong'))
    await store.put('/t/later-wrong', '[{"plugin":"allow"}]')
    const ask = async (): Promise<unknown> => {
      await expect(lambda.invoke(restTokenEvent(`Bearer ${key}`))).rejects.toThrow(
        'Authorizer failure',
      )
      return lambda.log.at(-1)?.['code']
    }
    await expect.poll(ask, { timeout: 8000, interval: 200 }).toBe('runtime.chain_invalid')
    expect(lambda.log.find(({ code }) => code === 'AC1003')).toMatchObject({ level: 'ERROR' })
  }, 20_000)

  it('is waited for no longer than 3 s, while the function starts and after', async () => {
    await store.put('/t/hangs', JSON.stringify(inline))
    store.proxy.fail(() => 'hang')
    const startedAt = performance.now()
    const lambda = await startLambda(unpackRuntime(), withParameter('/t/hangs'))
    expect(performance.now() - startedAt).toBeLessThan(4500)
    await expect(lambda.invoke(restTokenEvent(`Bearer ${key}`))).rejects.toThrow(
      'Authorizer failure',
    )
    store.proxy.forget()
    const ask = async (): Promise<unknown> => lambda.invoke(restTokenEvent(`Bearer ${key}`))
    await expect
      .poll(async () => ask().catch(String), { timeout: 8000, interval: 200 })
      .toMatchObject(allowed)
  }, 30_000)

  it('holds the secret of tokens and the records of keys', async () => {
    await store.put('/t/jwt', secret)
    await store.put(`/t/keys/${record.id}`, JSON.stringify(record))
    const chain = [
      {
        plugin: 'any-of',
        plugins: [
          { plugin: 'api-key', options: { from: 'bearer', keys: { ssm: '/t/keys' } } },
          { plugin: 'jwt', options: { issuer, audience: 'orders', secret: { ssm: '/t/jwt' } } },
        ],
      },
    ]
    const lambda = await startLambda(unpackRuntime(), { ...aws(), ...toEnvironment(chain, facts) })
    const ask = async (token: string): Promise<unknown> =>
      lambda.invoke(restTokenEvent(`Bearer ${token}`))
    expect(await ask(key)).toMatchObject({ principalId: 'partner' })
    expect(await ask(signWithSecret(secret))).toMatchObject({ principalId: 'ada' })
    await expect(ask(signWithSecret(`${secret}!`))).rejects.toThrow('Unauthorized')
    await expect(ask(createApiKey().key)).rejects.toThrow('Unauthorized')
    expect(lambda.loaded).toEqual([])
  })
})
