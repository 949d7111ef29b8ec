import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { env, literal } from '../../src/index.js'
import type { SecretRef, SecretStore } from '../../src/index.js'
import { findBinding } from '../../src/secrets/secret-ref.js'
import { createSsmStore } from '../../src/secrets/ssm-store.js'
import { describeSecretStore } from '../../src/testing/conformance/index.js'
import { startFaultProxy } from '../helpers/fault-proxy.js'
import type { FaultProxy } from '../helpers/fault-proxy.js'
import { leftOut, startMoto } from '../helpers/moto.js'

const spareNames = (toName: (index: number) => string): readonly string[] =>
  Array.from({ length: 23 }, (_, index) => toName(index))

/** The store that references of this kind bring themselves. */
async function storeOf(ref: SecretRef): Promise<SecretStore> {
  const store = await findBinding(ref)?.loadStore()
  if (store === undefined) throw new Error('It brings no store')
  return store
}

describe('env()', () => {
  const present = {
    CONFORMANCE_ONE: 'value-of-one-0123456789',
    CONFORMANCE_TWO: 'value-of-two-9876',
  }
  beforeAll(() => {
    for (const [name, value] of Object.entries(present)) vi.stubEnv(name, value)
    vi.stubEnv('CONFORMANCE_EMPTY', '')
  })
  afterAll(() => {
    vi.unstubAllEnvs()
  })

  describeSecretStore({
    name: 'env',
    make: async () => storeOf(env('CONFORMANCE_ONE')),
    present,
    absent: ['CONFORMANCE_NONE', 'CONFORMANCE_EMPTY'],
    put: (name, value) => {
      vi.stubEnv(name, value)
    },
    spare: spareNames((index) => `CONFORMANCE_SPARE_${index}`),
  })
})

const value = 'value-of-a-literal-0123456789'
describeSecretStore({
  name: 'literal',
  make: async () => storeOf(literal(value)),
  present: { '(hidden)': value },
  absent: ['another'],
})

describe.skipIf(leftOut !== undefined)(`ssm() against moto_server ${leftOut ?? ''}`, () => {
  const present = { '/orders/one': 'value-of-one-0123456789', '/orders/two': 'value-of-two-9876' }
  const cleanups: (() => unknown)[] = []
  let proxy: FaultProxy
  let client: SSMClient
  const put = async (Name: string, Value: string): Promise<void> => {
    const command = new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true })
    await client.send(command)
  }
  const makeWith =
    (...fault: Parameters<FaultProxy['fail']>) =>
    (): SecretStore => {
      proxy.fail(...fault)
      return createSsmStore()
    }

  beforeAll(async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    const moto = await startMoto()
    cleanups.push(() => {
      moto.stop()
    })
    proxy = await startFaultProxy(moto.url)
    cleanups.push(() => proxy.close())
    vi.stubEnv('AWS_ENDPOINT_URL', proxy.url)
    client = new SSMClient({ endpoint: moto.url })
    cleanups.push(() => {
      client.destroy()
    })
    for (const [name, text] of Object.entries(present)) await put(name, text)
  }, 60_000)
  afterAll(async () => {
    vi.unstubAllEnvs()
    for (const cleanup of cleanups.toReversed()) await cleanup()
  })

  describeSecretStore({
    name: 'ssm',
    make: makeWith(() => undefined),
    present,
    absent: ['/orders/none', '/one'],
    put,
    spare: spareNames((index) => `/spare/${index}`),
    makeHanging: makeWith(() => 'hang'),
    makeFailing: [
      makeWith(() => ({ status: 400, type: 'AccessDeniedException' })),
      makeWith(() => ({ status: 400, type: 'ValidationException' })),
      makeWith(() => 'reset'),
    ],
  })
})
