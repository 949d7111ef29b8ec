import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ssm } from '../../src/index.js'
import { createSecrets } from '../../src/secrets/secret.js'
import { createTestClock, createTestLogger } from '../../src/testing/index.js'
import { startFaultProxy } from '../helpers/fault-proxy.js'
import type { FaultProxy } from '../helpers/fault-proxy.js'
import { leftOut, startMoto } from '../helpers/moto.js'
import type { Moto } from '../helpers/moto.js'
import { errorOf } from '../helpers/secrets-bench.js'

const second = 1000
const signal = new AbortController().signal

describe.skipIf(leftOut !== undefined)(`ssm() against moto_server ${leftOut ?? ''}`, () => {
  const cleanups: (() => unknown)[] = []
  let moto: Moto
  let proxy: FaultProxy
  let client: SSMClient
  let keyId: string
  let clock: ReturnType<typeof createTestClock>
  let logger: ReturnType<typeof createTestLogger>
  let secrets: ReturnType<typeof createSecrets>

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

  beforeEach(() => {
    proxy.forget()
    clock = createTestClock()
    logger = createTestLogger()
    secrets = createSecrets({ clock, logger })
  })

  const put = async (
    name: string,
    value: string,
    type: 'SecureString' | 'StringList' = 'SecureString',
  ): Promise<void> => {
    const KeyId = type === 'SecureString' ? { KeyId: keyId } : {}
    await client.send(
      new PutParameterCommand({ Name: name, Value: value, Type: type, Overwrite: true, ...KeyId }),
    )
  }
  const read = async (name: string, field?: string): Promise<string> => {
    const ref = field === undefined ? ssm(name) : ssm(name, { field })
    return (await (await secrets.open(ref)).read(signal)).value
  }

  it('decrypts a SecureString under a customer key', async () => {
    await put('/plain', 'correct-horse')
    expect(await read('/plain')).toBe('correct-horse')
    expect(proxy.calls).toEqual([{ Names: ['/plain'], WithDecryption: true }])
  })

  it('takes a member of a JSON value', async () => {
    await put('/json', JSON.stringify({ key: 'inner', other: 1 }))
    expect(await read('/json', 'key')).toBe('inner')
    const error = await errorOf(async () => read('/json', 'other'))
    expect(error).toMatchObject({ code: 'secret.malformed' })
  })

  it('asks for 23 names in three calls of at most ten', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `/many/${index}`)
    await Promise.all(names.map(async (name) => put(name, `value of ${name}`)))
    const values = await Promise.all(names.map(async (name) => read(name)))
    expect(values).toEqual(names.map((name) => `value of ${name}`))
    const sizes = proxy.calls.map((call) => (call['Names'] as string[]).length)
    expect(new Set(sizes)).toEqual(new Set([10, 3]))
    expect(sizes).toHaveLength(3)
  })

  it('fails for a name that is not there, and serves the one beside it', async () => {
    await put('/there', 'value')
    const [there, missing] = [await secrets.open(ssm('/there')), await secrets.open(ssm('/not'))]
    expect(await there.read(signal)).toMatchObject({ value: 'value' })
    expect(await errorOf(() => missing.read(signal))).toMatchObject({
      code: 'secret.missing',
      details: { store: 'ssm', name: '/not' },
    })
  })

  it('fails for a StringList, which cannot be encrypted', async () => {
    await put('/list', 'a,b', 'StringList')
    const error = await errorOf(async () => read('/list'))
    expect(error).toMatchObject({ code: 'secret.malformed' })
  })

  it('takes a rotated value within its age, under a new version, and never the old one again', async () => {
    await put('/rotated', 'old')
    const secret = await secrets.open(ssm('/rotated'))
    const old = await secret.read(signal)
    await put('/rotated', 'new')
    clock.advance(269 * second)
    expect(secret.read(signal)).toBe(old)
    clock.advance(62 * second)
    const renewed = await secret.read(signal)
    expect(renewed.value).toBe('new')
    expect(renewed.version).not.toBe(old.version)
    expect(secret.read(signal)).toBe(renewed)
  })

  it('keeps the version when the same value is written anew', async () => {
    await put('/same', 'value')
    const secret = await secrets.open(ssm('/same'))
    const before = await secret.read(signal)
    await put('/same', 'value')
    clock.advance(331 * second)
    expect(await secret.read(signal)).toBe(before)
    expect(proxy.calls).toHaveLength(2)
  })

  it('takes a deleted parameter out of use', async () => {
    await put('/deleted', 'value')
    const secret = await secrets.open(ssm('/deleted'))
    await secret.read(signal)
    await client.send(new DeleteParameterCommand({ Name: '/deleted' }))
    clock.advance(331 * second)
    expect(await errorOf(() => secret.read(signal))).toMatchObject({ code: 'secret.missing' })
  })

  it.each([
    // The SDK tries again by itself, which may take longer than a refresh is given.
    ['throttles', { status: 400, type: 'ThrottlingException' }, /^(?:Throttling|Timeout)/],
    ['answers 500', { status: 500, type: 'InternalServerError' }, 'InternalServerError'],
    ['closes the connection', 'reset', 'ECONNRESET'],
    ['hangs', 'hang', 'TimeoutError'],
  ] as const)('serves the last known value while SSM %s', async (_case, fault, error) => {
    await put('/kept', 'value')
    const secret = await secrets.open(ssm('/kept'))
    const before = await secret.read(signal)
    proxy.fail(() => fault)
    clock.advance(331 * second)
    expect(await secret.read(signal)).toBe(before)
    expect(logger.lines).toMatchObject([
      {
        level: 'warn',
        fields: {
          code: 'secret.unavailable',
          name: '/kept',
          error: expect.stringMatching(error) as string,
        },
      },
    ])
    // The SDK's own retries are included.
    expect(proxy.calls.length).toBeLessThanOrEqual(4)
  })

  it('fails when SSM is out of reach from the start, and recovers', async () => {
    await put('/late', 'value')
    proxy.fail(() => 'reset')
    const secret = await secrets.open(ssm('/late'))
    expect(await errorOf(() => secret.read(signal))).toMatchObject({ code: 'secret.unavailable' })
    proxy.forget()
    clock.advance(7 * second)
    expect(await secret.read(signal)).toMatchObject({ value: 'value' })
  })

  it.each(['AccessDeniedException', 'InvalidKeyId', 'KMSDisabledException'])(
    'takes a value out of use when SSM answers %s for it, and only that one',
    async (type) => {
      await put('/denied', 'value')
      await put('/open', 'value')
      const [denied, open] = [await secrets.open(ssm('/denied')), await secrets.open(ssm('/open'))]
      await denied.read(signal)
      clock.advance(331 * second)
      proxy.fail(({ Names }) =>
        (Names as string[]).includes('/denied') ? { status: 400, type } : undefined,
      )
      expect(await errorOf(() => denied.read(signal))).toMatchObject({
        code: 'secret.denied',
        details: { store: 'ssm', name: '/denied', error: type },
      })
      expect(await open.read(signal)).toMatchObject({ value: 'value' })
    },
  )

  it('ends the call with the signal of the one who began it', async () => {
    proxy.fail(() => 'hang')
    const secret = await secrets.open(ssm('/hanging'))
    const controller = new AbortController()
    const reading = errorOf(() => secret.read(controller.signal))
    await vi.waitFor(() => {
      expect(proxy.calls).toHaveLength(1)
    })
    controller.abort(new Error('time is up'))
    expect(await reading).toMatchObject({ message: 'time is up' })
  })
})
