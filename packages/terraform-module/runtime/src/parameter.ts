/** The chain's text from AWS Systems Manager Parameter Store. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { SSMClient } from '@aws-sdk/client-ssm'

/** Reads the text once. */
export type ReadChain = (signal: AbortSignal) => Promise<string>

/** A name with its path, and a version if a change is to start the function anew. */
const parameterName = /^\/?[\w.-]{1,128}(?:\/[\w.-]{1,128}){0,14}(?::[0-9]{1,10})?$/

/**
 * Makes a reader of one parameter. The SDK is loaded with the first read; region, credentials and
 * `AWS_ENDPOINT_URL` are its own business.
 *
 * @param name - `/orders/chain` or `/orders/chain:3`.
 * @throws ConfigInvalidError AC1001 for another name. What reads throw is the SDK's.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * @example
 * ```ts
 * const text = await createParameterReader('/orders/chain')(AbortSignal.timeout(3000))
 * ```
 */
export function createParameterReader(name: string): ReadChain {
  if (!parameterName.test(name)) {
    throw new ConfigInvalidError(
      'AC1001',
      'AUTHCHAIN_CHAIN_PARAMETER: expected the name of a parameter, such as /orders/chain',
    )
  }
  let client: SSMClient | undefined
  return async (signal) => {
    const sdk = await import('@aws-sdk/client-ssm')
    client ??= new sdk.SSMClient()
    const command = new sdk.GetParameterCommand({ Name: name, WithDecryption: true })
    const { Parameter } = await client.send(command, { abortSignal: signal })
    return Parameter?.Value ?? ''
  }
}
