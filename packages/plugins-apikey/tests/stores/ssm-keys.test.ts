import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import {
  createTestCall,
  createTestClock,
  createTestContext,
  createTestIdentity,
  createTestRuntime,
} from '@authchain/core/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { apiKey, createApiKey, ssmKeys } from '../../src/index.js'
import type { CreatedApiKey } from '../../src/index.js'
import { startFaultProxy } from '../../../core/tests/helpers/fault-proxy.js'
import type { FaultProxy } from '../../../core/tests/helpers/fault-proxy.js'
import { withOtherSecret } from '../helpers/keys.js'
import { leftOut, startMoto } from '../../../core/tests/helpers/moto.js'
import type { Moto } from '../../../core/tests/helpers/moto.js'

const second = 1000
const signal = new AbortController().signal
const nameOf = (id: string): string => `/orders/api-keys/${id}`

describe('ssmKeys', () => {
  it.each([
    ['no slash at its start', 'orders/api-keys'],
    ['a slash at its end', '/orders/api-keys/'],
    ['an empty level', '/orders//api-keys'],
    ['the root alone', '/'],
    ['a wildcard', '/orders/*'],
    ['a variable', '/orders/${stage}'],
    ['more levels than AWS takes', '/a'.repeat(15)],
    ['no text', 7],
  ])('refuses a path with %s', (_case, path) => {
    expect(() => ssmKeys(path as '/')).toThrow(expect.objectContaining({ code: 'AC1003' }))
  })

  it('declares the one permission it needs, below its path', () => {
    const plugin = apiKey({ keys: ssmKeys('/orders/api-keys'), from: 'bearer' })
    expect(plugin.requires).toEqual({
      credentials: ['token'],
      statements: [
        {
          actions: ['ssm:GetParameter'],
          resource: 'arn:${partition}:ssm:${region}:${account}:parameter/orders/api-keys/*',
        },
      ],
    })
  })

  it.each(['', '../../other', 'aaaaaaaaaaaaaaaa/b', 'AAAAAAAAAAAAAAAA', '*', 'a'.repeat(17)])(
    'asks nobody for the id %j, which no key can have',
    async (id) => {
      expect(await ssmKeys('/orders').find(id, AbortSignal.abort())).toBeUndefined()
    },
  )
})

describe.skipIf(leftOut !== undefined)(`ssmKeys against moto_server ${leftOut ?? ''}`, () => {
  const cleanups: (() => unknown)[] = []
  let moto: Moto
  let proxy: FaultProxy
  let client: SSMClient
  let keyId: string
  let clock: ReturnType<typeof createTestClock>
  let present: (key: string) => Promise<unknown>

  beforeAll(async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    moto = await startMoto()
    cleanups.push(() => moto.stop())
    proxy = await startFaultProxy(moto.url)
    cleanups.push(() => proxy.close())
    vi.stubEnv('AWS_ENDPOINT_URL', proxy.url)
    client = new SSMClient({ endpoint: moto.url })
    cleanups.push(() => client.destroy())
    const { KeyMetadata } = await moto.call('kms', 'TrentService.CreateKey', {})
    keyId = (KeyMetadata as { KeyId: string }).KeyId
  }, 60_000)

  afterAll(async () => {
    vi.unstubAllEnvs()
    for (const cleanup of cleanups.toReversed()) await cleanup()
  })

  beforeEach(async () => {
    proxy.forget()
    clock = createTestClock()
    const plugin = apiKey({ keys: ssmKeys('/orders/api-keys'), from: 'bearer' })
    const validate = await plugin.setup(createTestRuntime({ clock }), signal)
    present = async (key) => {
      const context = createTestContext({ token: `Bearer ${key}` })
      try {
        const outcome = await validate(context, createTestIdentity(), createTestCall())
        return outcome.kind === 'pass' ? outcome.patch.principalId : outcome.kind
      } catch (error) {
        return (error as { code: string }).code
      }
    }
  })

  const put = async (id: string, value: unknown): Promise<void> => {
    const Value = typeof value === 'string' ? value : JSON.stringify(value)
    const secure = { Type: 'SecureString', KeyId: keyId, Overwrite: true } as const
    await client.send(new PutParameterCommand({ Name: nameOf(id), Value, ...secure }))
  }
  const issue = async (): Promise<CreatedApiKey> => {
    const made = createApiKey({ principalId: 'partner-acme' })
    await put(made.record.id, made.record)
    return made
  }

  it('lets a key in whose record is an encrypted parameter, reading it once', async () => {
    const { key, record } = await issue()
    expect(await present(key)).toBe('partner-acme')
    expect(await present(key)).toBe('partner-acme')
    expect(proxy.calls).toEqual([{ Name: nameOf(record.id), WithDecryption: true }])
  })

  it('denies the wrong secret and an id that nobody has in the same way', async () => {
    const { key } = await issue()
    expect(await present(withOtherSecret(key))).toBe('api_key.unknown')
    expect(await present(createApiKey().key)).toBe('api_key.unknown')
  })

  it('asks nobody for a key that was mistyped', async () => {
    const { key } = await issue()
    expect(await present(`${key.slice(0, -1)}!`)).toBe('api_key.malformed')
    expect(proxy.calls).toEqual([])
  })

  it('denies a key within 330 s of its being disabled, and of its being deleted', async () => {
    const [one, two] = [await issue(), await issue()]
    expect([await present(one.key), await present(two.key)]).toEqual([
      'partner-acme',
      'partner-acme',
    ])
    await put(one.record.id, { ...one.record, disabled: true })
    await client.send(new DeleteParameterCommand({ Name: nameOf(two.record.id) }))
    clock.advance(331 * second)
    expect([await present(one.key), await present(two.key)]).toEqual([
      'api_key.disabled',
      'api_key.unknown',
    ])
  })

  it('lets a new key in 10 s after it was asked for in vain', async () => {
    const made = createApiKey({ principalId: 'partner-new' })
    expect(await present(made.key)).toBe('api_key.unknown')
    await put(made.record.id, made.record)
    clock.advance(10 * second)
    expect(await present(made.key)).toBe('partner-new')
  })

  it.each<[string, (made: CreatedApiKey) => unknown]>([
    ['no JSON', () => 'not json'],
    ['a list', ({ record }) => [record]],
    ['the key itself', ({ key }) => key],
    ['a record without a digest', ({ record }) => ({ ...record, digest: undefined })],
    ['the record of another key', () => createApiKey().record],
  ])('fails when the parameter holds %s', async (_case, toValue) => {
    const made = createApiKey()
    await put(made.record.id, toValue(made))
    expect(await present(made.key)).toBe('api_key.record_invalid')
    await expect(ssmKeys('/orders/api-keys').find(made.record.id, signal)).rejects.toMatchObject({
      kind: 'failure',
      code: 'api_key.record_invalid',
    })
  })

  it.each([
    ['throttles', { status: 400, type: 'ThrottlingException' }],
    ['answers 500', { status: 500, type: 'InternalServerError' }],
    ['closes the connection', 'reset'],
  ] as const)('while SSM %s, serves whom it knows and fails for the rest', async (_case, fault) => {
    const { key } = await issue()
    expect(await present(key)).toBe('partner-acme')
    proxy.fail(() => fault)
    clock.advance(331 * second)
    expect(await present(key)).toBe('partner-acme')
    expect(await present((await issue()).key)).toBe('api_key.store_unavailable')
  })

  it.each(['AccessDeniedException', 'InvalidKeyId', 'KMSDisabledException'])(
    'fails, also for whom it knew, when SSM answers %s',
    async (type) => {
      const { key } = await issue()
      expect(await present(key)).toBe('partner-acme')
      proxy.fail(() => ({ status: 400, type }))
      clock.advance(331 * second)
      expect(await present(key)).toBe('api_key.store_denied')
    },
  )
})
