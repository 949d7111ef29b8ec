/** `authchain keys create`. @module */
import type { Command } from 'commander'
import { parseExpiry } from '../keys/parse-expiry.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly prefix?: string
  readonly principal?: string
  readonly scope?: readonly string[]
  readonly expires?: string
  readonly json?: boolean
}

/** Adds `keys create` to the program. */
export function registerKeys(program: Command, context: CommandContext): void {
  program
    .command('keys')
    .description('API keys for @authchain/plugins-apikey')
    .command('create')
    .description('make a key: it is shown once, its record goes into inlineKeys')
    .option('--prefix <text>', 'what the key begins with (default: ac)')
    .option('--principal <name>', 'who presents it (default: key:<id>)')
    .option('--scope <scopes...>', 'what it may do')
    .option('--expires <when>', 'for example 90d, 12h, or 2027-01-31')
    .option('--json', 'write one JSON document to stdout')
    .action(async (options: Options) => create(options, context.terminal))
}

async function create(options: Options, terminal: CommandContext['terminal']): Promise<void> {
  const { prefix, principal, scope, expires } = options
  const { createApiKey } = await import('@authchain/plugins-apikey')
  const { key, record } = createApiKey({
    ...(prefix === undefined ? {} : { prefix }),
    ...(principal === undefined ? {} : { principalId: principal }),
    ...(scope === undefined ? {} : { scopes: scope }),
    ...(expires === undefined ? {} : { expiresAtSeconds: parseExpiry(expires, Date.now()) }),
  })
  if (options.json === true) {
    writeJson(terminal, { key, record })
    return
  }
  terminal.talk('The key, shown this once. Hand it to the caller; nobody can read it back.')
  terminal.data(key)
  terminal.talk('\nIts record, for inlineKeys([ … ]). It holds only a hash and is no secret.')
  terminal.data(JSON.stringify(record, null, 2))
}
