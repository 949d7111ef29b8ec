/** A Parameter Store with real SecureStrings, behind a proxy that can be made to fail. */
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { vi } from 'vitest'
import { startFaultProxy } from '../../../core/tests/helpers/fault-proxy.js'
import type { FaultProxy } from '../../../core/tests/helpers/fault-proxy.js'
import { startMoto } from '../../../core/tests/helpers/moto.js'

export { leftOut } from '../../../core/tests/helpers/moto.js'

export interface ParameterStore {
  /** Between the code under test and the store. */
  readonly proxy: FaultProxy
  put(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
  stop(): Promise<void>
}

/** Starts it and points the SDK's environment variables at it. */
export async function startParameterStore(): Promise<ParameterStore> {
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  const moto = await startMoto()
  const proxy = await startFaultProxy(moto.url)
  vi.stubEnv('AWS_ENDPOINT_URL', proxy.url)
  const client = new SSMClient({ endpoint: moto.url })
  const { KeyMetadata } = await moto.call('kms', 'TrentService.CreateKey', {})
  const { KeyId } = KeyMetadata as { readonly KeyId: string }
  return {
    proxy,
    async put(Name, Value) {
      const secure = { Type: 'SecureString', KeyId, Overwrite: true } as const
      await client.send(new PutParameterCommand({ Name, Value, ...secure }))
    },
    async remove(Name) {
      await client.send(new DeleteParameterCommand({ Name }))
    },
    async stop() {
      vi.unstubAllEnvs()
      client.destroy()
      await proxy.close()
      moto.stop()
    },
  }
}
