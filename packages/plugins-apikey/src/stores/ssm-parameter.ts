/** Reads one parameter of AWS Systems Manager. @module */
import type { SSMClient } from '@aws-sdk/client-ssm'
import { failure } from '@authchain/core'

/** The decrypted value, undefined when there is no such parameter. */
export type ReadParameter = (name: string, signal: AbortSignal) => Promise<string | undefined>

/** What Parameter Store answers when the role, or the KMS key, does not let us read. No outage: it will not pass. */
const deniedErrors: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'InvalidKeyId',
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSInvalidStateException',
])

/**
 * Makes a reader. `@aws-sdk/client-ssm` is imported when it is first used; region, credentials, retries and
 * `AWS_ENDPOINT_URL` are the SDK's own business.
 *
 * The reader throws a failure `api_key.store_denied` when permission is missing, and the SDK's error for
 * everything else.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * @example
 * ```ts
 * const value = await createParameterReader()('/orders/api-keys/mzxw6ytboi2gk3tp', signal)
 * ```
 */
export function createParameterReader(): ReadParameter {
  let client: SSMClient | undefined
  return async (name, signal) => {
    const sdk = await import('@aws-sdk/client-ssm')
    client ??= new sdk.SSMClient()
    const command = new sdk.GetParameterCommand({ Name: name, WithDecryption: true })
    try {
      const { Parameter } = await client.send(command, { abortSignal: signal })
      return Parameter?.Value
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (error.name === 'ParameterNotFound') return undefined
      if (!deniedErrors.has(error.name)) throw error
      throw failure('api_key.store_denied', { cause: error, details: { error: error.name } })
    }
  }
}
