/** The options by which a hand-written authorizer is set up, of `explain` and `dev`. @module */
import type { GatewayAuthorizer } from '@authchain/gateway'
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'

/** As commander hands them over. */
export interface HandlerFlags {
  readonly handler?: string
  readonly type: 'TOKEN' | 'REQUEST'
  readonly identitySource: readonly string[]
  readonly ttl: number
}

const usualSource = 'method.request.header.Authorization'

/** Adds the options to a command. */
export function addHandlerFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--handler <file>',
        'a hand-written authorizer instead of a configuration',
      ).conflicts('config'),
    )
    .addOption(
      new Option('--type <type>', 'of --handler').choices(['TOKEN', 'REQUEST']).default('REQUEST'),
    )
    .option('--identity-source <sources...>', 'of --handler', [usualSource])
    .option('--ttl <seconds>', 'of --handler: how long answers are cached', parseTtl, 300)
}

/** The authorizer that they describe. */
export function toHandlerAuthorizer({
  type,
  identitySource,
  ttl,
}: HandlerFlags): GatewayAuthorizer {
  return { type, identitySources: identitySource, ttlSeconds: ttl }
}

function parseTtl(text: string): number {
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (seconds <= 3600) return seconds
  throw new InvalidArgumentError('Expected a whole number of seconds from 0 to 3600.')
}
