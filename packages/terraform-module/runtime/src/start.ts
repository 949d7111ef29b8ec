/** From the environment to a handler. @module */
import { createHandler } from '@authchain/core'
import type { AuthchainConfig, AuthorizerHandler } from '@authchain/core'
import { findChainSource } from './chain-source.js'
import type { ChainSource } from './chain-source.js'
import { loadDropInConfig } from './drop-in-config.js'
import { parseDeployed } from './deployed.js'
import { exampleConfig, noChainConfig } from './example.js'
import { createParameterReader } from './parameter.js'
import { parseChain } from './parse-chain.js'
import { serve } from './serve.js'
import { serveWhenRead } from './serve-when-read.js'

/** What a start depends on. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute: where the runtime stands, and `plugins/` beside it. */
  readonly folder: string
}

/**
 * Finds the chain, checks it against the authorizer that is deployed, and warms it up.
 *
 * | found                              | the handler                                               |
 * | ---------------------------------- | --------------------------------------------------------- |
 * | `plugins/plugins.config.mjs`       | runs that configuration                                   |
 * | `AUTHCHAIN_CHAIN`                  | runs the chain in it                                      |
 * | `AUTHCHAIN_CHAIN_PARAMETER`        | runs the chain in that parameter; fails until it was read |
 * | `AUTHCHAIN_EXAMPLE_TOKEN_SHA256`   | accepts exactly one bearer token                          |
 * | nothing                            | denies everything: `example.no_chain`                     |
 *
 * @throws ConfigInvalidError AC4001 when two of them are there or the deployed authorizer is another than the
 *   chain needs, and every code of core for a chain that cannot run.
 * @example
 * ```ts
 * export const handler = await start({ environment: process.env, folder: import.meta.dirname })
 * ```
 */
export async function start({ environment, folder }: Surroundings): Promise<AuthorizerHandler> {
  const source = findChainSource(environment, folder)
  const deployed = parseDeployed(environment['AUTHCHAIN_AUTHORIZER'], source.kind !== 'none')
  if (source.kind === 'parameter')
    return serveWhenRead(createParameterReader(source.name), deployed)
  if (source.kind !== 'none') return serve(await toConfig(source), deployed)
  // It allows nothing, so it is right for every authorizer.
  const handler = createHandler({ ...noChainConfig(), authorizer: deployed.settings })
  await handler.warmUp()
  return handler
}

type Written = Exclude<ChainSource, { readonly kind: 'none' | 'parameter' }>

async function toConfig(source: Written): Promise<AuthchainConfig> {
  if (source.kind === 'example') return exampleConfig(source.sha256Hex)
  if (source.kind === 'drop-in') return loadDropInConfig(source.path)
  return parseChain(source.text, 'AUTHCHAIN_CHAIN')
}
