/** Reads parameters of AWS Systems Manager, ten at a time. @module */
import type { GetParametersResult, Parameter, SSMClient } from '@aws-sdk/client-ssm'
import type { SecretStore, SecretVersion } from '../contract/secret-store.js'
import { failure } from '../errors.js'
import { toSecretVersion } from './secret-version.js'

/** GetParameters takes no more names in one call. */
const namesPerCall = 10

/** What Parameter Store answers when the role, or the KMS key, does not let us read. No outage: it will not pass. */
const deniedErrors: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'InvalidKeyId',
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSInvalidStateException',
])

/**
 * Makes a store over Parameter Store. `@aws-sdk/client-ssm` is imported by the first `load`; region,
 * credentials, retries and `AWS_ENDPOINT_URL` are the SDK's own business.
 *
 * Its `load` throws `secret.denied` when permission is missing, `secret.malformed` for a `StringList`,
 * and the SDK's error for everything else.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 * @example
 * ```ts
 * const values = await createSsmStore().load(['/orders/jwt-secret'], signal)
 * ```
 */
export function createSsmStore(): SecretStore {
  let client: SSMClient | undefined
  return {
    name: 'ssm',
    async load(names, signal) {
      const sdk = await import('@aws-sdk/client-ssm')
      const ssm = (client ??= new sdk.SSMClient())
      const answers = await Promise.all(
        toBatches(names).map(async (batch) => {
          const command = new sdk.GetParametersCommand({ Names: batch, WithDecryption: true })
          return ssm.send(command, { abortSignal: signal }).catch(throwKnown)
        }),
      )
      return new Map(answers.flatMap(toEntries))
    },
  }
}

function toBatches(names: readonly string[]): string[][] {
  const batches: string[][] = []
  for (let at = 0; at < names.length; at += namesPerCall) {
    batches.push(names.slice(at, at + namesPerCall))
  }
  return batches
}

function toEntries({ Parameters = [] }: GetParametersResult): [string, SecretVersion][] {
  return Parameters.flatMap((parameter) => toEntry(parameter))
}

function toEntry({ Name: name, Type, Value }: Parameter): [string, SecretVersion][] {
  if (name === undefined || Value === undefined) return []
  if (Type === 'StringList') throw failure('secret.malformed', { details: { store: 'ssm', name } })
  return [[name, toSecretVersion(Value)]]
}

function throwKnown(error: unknown): never {
  if (error instanceof Error && deniedErrors.has(error.name)) {
    throw failure('secret.denied', { cause: error, details: { store: 'ssm', error: error.name } })
  }
  throw error
}
